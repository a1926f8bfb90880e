import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, printer } from '../backend-contract.ts'
import type { Behaviours } from '../../support/iterm2-simulator/behaviours.ts'
import { addressOf, startIterm2, type Iterm2UnderTest } from './support.ts'

/** What Codex prints, and what iTerm2's own helper sets for Claude Code. */
const WAITING = '\u001b]21337;status=Waiting;indicator=#5f87ff;status-color=;detail=run a\\;b?\u0007asks'

let iterm2: Iterm2UnderTest
beforeAll(async () => {
  iterm2 = await startIterm2({}, async ({ app }) => {
    const window = app.openWindow()
    for (const text of [WAITING, 'says nothing']) await app.openTab(window, { command: printer(text) })
  })
})
afterAll(() => iterm2[Symbol.asyncDispose]())

/** Connects to another version; the calls that follow are those over the new connection. */
async function connect(changes: Partial<Behaviours>) {
  const { simulator, backend } = iterm2
  const { protocolVersion = '' } = changes
  simulator.set(changes)
  simulator.dropAll()
  await eventually('it is connected anew', () =>
    backend.link.kind === 'online' && backend.link.protocol === protocolVersion ? true : undefined,
  )
  simulator.app.invoked.length = 0
  const [asking, quiet] = simulator.app.sessions.map(session => addressOf(session))
  const look = async (address = '') => (await backend.look(address)).terminal.shown
  return { asking, quiet, look, asked: simulator.app.invoked }
}

describe("the status of a session's tab", () => {
  it('is not asked for in a version that has none', async () => {
    const { asking, look, asked } = await connect({ protocolVersion: '1.17' })

    expect(await look(asking)).toBeUndefined()
    expect(asked).toEqual([])
  })

  it('is read where iTerm2 tells it, and never set', async () => {
    const { asking, quiet, look, asked } = await connect({ protocolVersion: '1.18' })

    expect(await eventually('it is read', () => look(asking))).toEqual({ text: 'Waiting', detail: 'run a;b?' })
    expect(await look(quiet)).toBeUndefined()
    expect(asked.filter(each => !each.startsWith('iterm2.get_session_status('))).toEqual([])
  })

  it('is asked for once where the function is missing after all, and the look is whole', async () => {
    const { asking, look, asked } = await connect({ protocolVersion: '1.19', knowsStatus: false })

    expect([await look(asking), await look(asking)]).toEqual([undefined, undefined])
    expect(asked).toHaveLength(1)
  })
})
