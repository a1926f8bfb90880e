import { afterEach, describe, expect, it } from 'vitest'
import { eventually, printer } from '../backend-contract.ts'
import { addressOf, startIterm2, type Iterm2UnderTest } from './support.ts'

let iterm2: Iterm2UnderTest | undefined
afterEach(() => iterm2?.[Symbol.asyncDispose]())

describe('the news of iTerm2', () => {
  it('comes from a session too that was buried when we connected, and is dug up later', async () => {
    iterm2 = await startIterm2({}, async ({ app }) => {
      const window = app.openWindow()
      await app.openTab(window, { command: printer('seen') })
      app.bury(await app.openTab(window, { command: printer('buried') }))
    })
    const { simulator, backend, changes } = iterm2
    const [session] = simulator.app.buried
    const address = addressOf(session)
    const news = (kind: string) =>
      changes.some(change => change.kind === kind && 'address' in change && change.address === address) || undefined

    session?.inject('more')
    session?.setName('dug up')

    await eventually('its output is told', () => news('output'))
    await eventually('its name is known', () =>
      backend.list().find(each => each.address === address && each.title.startsWith('dug up')),
    )
    if (session !== undefined) simulator.app.unbury(session)
    await eventually('it is in a window', () =>
      backend.list().find(each => each.address === address && each.location.window !== 'buried'),
    )
    changes.length = 0
    session?.inject('and more')
    await eventually('its output is told there', () => news('output'))
  })

  it('comes from what was open before anybody asked this iTerm2 for any', async () => {
    iterm2 = await startIterm2({}, async ({ app }) => {
      await app.openTab(app.openWindow(), { hollow: true })
    })
    const { simulator, backend } = iterm2
    const [session] = simulator.app.sessions
    const before = backend.list().map(({ tty }) => tty)

    await session?.launch({ command: printer('launched later') }, {})

    expect(before).toEqual([''])
    await eventually('its tty is known', () => backend.list().find(({ tty }) => tty !== '' && tty === session?.tty))
  })
})
