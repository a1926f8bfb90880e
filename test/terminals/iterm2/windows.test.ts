import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, printer, shown } from '../backend-contract.ts'
import { failure } from '../pty-support.ts'
import { addressOf, startIterm2, type Iterm2UnderTest } from './support.ts'

describe('the windows of iTerm2', () => {
  let iterm2: Iterm2UnderTest
  beforeAll(async () => {
    iterm2 = await startIterm2()
  })
  afterAll(() => iterm2[Symbol.asyncDispose]())

  const placeOf = (address: string) => iterm2.backend.list().find(each => each.address === address)?.location
  const listed = (address: string) =>
    eventually('it is listed', () => iterm2.backend.list().find(each => each.address === address && each.tty !== ''))

  it('stand in the list as window, tab and pane, buried sessions too', async () => {
    const { simulator } = iterm2
    const window = simulator.app.openWindow()
    const left = await simulator.app.openTab(window, { command: printer('left') })
    const right = await simulator.app.split(left, { command: printer('right') }, { vertical: true, before: false })
    const below = await simulator.app.split(left, { command: printer('below') }, { vertical: false, before: false })
    const hidden = await simulator.app.openTab(window, { command: printer('hidden') })
    simulator.app.bury(hidden)

    for (const session of [left, right, below, hidden]) await listed(addressOf(session))

    expect(placeOf(addressOf(left))).toMatchObject({ window: 'window 1', tab: expect.stringMatching(/^1:/), pane: '1' })
    expect(placeOf(addressOf(below))?.pane).toBe('2')
    expect(placeOf(addressOf(right))?.pane).toBe('3')
    await eventually('it is known to be buried', () =>
      placeOf(addressOf(hidden))?.window === 'buried' ? true : undefined,
    )
  })

  it('tell of a tab by one name in all its panes, also once it has another', async () => {
    const { simulator } = iterm2
    const first = await simulator.app.openTab(simulator.app.openWindow(), { command: printer('first') })
    const second = await simulator.app.split(first, { command: printer('second') }, { vertical: true, before: false })
    for (const session of [first, second]) await listed(addressOf(session))

    const place = simulator.app.placeOf(first)
    if (place !== undefined) place.tab.titleOverride = 'payments'
    simulator.app.touched('variables')

    for (const session of [first, second]) {
      await eventually('it has the name', () => (placeOf(addressOf(session))?.tab === '1:payments' ? true : undefined))
    }
  })

  it('open, split and close, and leave the person where they are', async () => {
    const { simulator, backend } = iterm2
    const [first] = backend.list()
    const selected = simulator.app.current?.selected
    simulator.set({ isActive: false })

    const tab = await backend.windows.open({ command: 'sleep 600', folder: '/tmp' }, first?.address)
    const pane = await backend.windows.split(tab, 'below', { command: 'sleep 600' })
    const window = await backend.windows.open({ command: 'sleep 600' })

    const [found] = await Promise.all([listed(tab), listed(pane), listed(window)])
    expect(placeOf(tab)?.window).toBe(first?.location.window)
    expect(placeOf(window)?.window).not.toBe(first?.location.window)
    expect(placeOf(pane)?.tab.split(':')[0]).toBe(found.location.tab.split(':')[0])
    expect(simulator.app.current?.selected).toBe(selected)
    expect(simulator.behaviours.isActive).toBe(false)
    for (const address of [tab, pane, window]) await backend.windows.close(address)
    expect(backend.list().map(each => each.address)).not.toContain(tab)
    expect((await failure(backend.windows.close(tab))).code).toBe('not_found')
  })

  it('keep titles that no program replaces, whatever is in them', async () => {
    const { simulator, backend } = iterm2
    const session = await simulator.app.openTab(simulator.app.openWindow(), { command: printer('titled') })
    const address = addressOf(session)
    await listed(address)
    const title = 'say "hi" \\(user.x) \\n 日本 🚀'

    await backend.setTitle(address, title)
    await backend.windows.setTitleOf('window', address, title)
    session.inject('\u001b]0;the program says otherwise\u0007')
    await session.drawn()

    const place = simulator.app.placeOf(session)
    expect(place?.tab.titleOverride).toBe(title.replaceAll('\\', '\\\\'))
    expect(place?.window.titleOverride).toBe(title.replaceAll('\\', '\\\\'))
    expect((await backend.look(address)).terminal.title).toBe(title)
  })

  it('keep tags with a session, and refuse names that iTerm2 would not take', async () => {
    const { backend } = iterm2
    const address = backend.list()[0]?.address ?? ''

    await backend.windows.setTag(address, 'task', 'number "42" \\')

    expect(await backend.windows.findTag(address, 'task')).toBe('number "42" \\')
    expect(await backend.windows.findTag(address, 'other')).toBeUndefined()
    expect((await failure(backend.windows.setTag(address, 'a.b', 'x'))).code).toBe('bad_request')
  })

  it('come to the front when asked, and never by being read', async () => {
    const { simulator, backend } = iterm2
    const session = await simulator.app.openTab(
      simulator.app.openWindow(),
      { command: printer('READY') },
      { select: false },
    )
    const address = addressOf(session)
    await listed(address)
    simulator.set({ isActive: false })
    const before = simulator.app.findSession('active')

    await shown(backend, address, 'READY')
    expect([simulator.app.findSession('active'), simulator.behaviours.isActive]).toEqual([before, false])

    await backend.focus(address)
    expect([simulator.app.findSession('active'), simulator.behaviours.isActive]).toEqual([session, true])
  })

  it('read as they are: gaps, soft ends, wide characters, a scrolled screen', async () => {
    const { simulator, backend } = iterm2
    const lines = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\r\n')
    const text = `${lines}\r\n\u001b[1;8Hgap\r\n${'w'.repeat(100)}\u001b[20;5H日本`
    const session = await simulator.app.openTab(simulator.app.openWindow(), {
      command: printer(text),
      columns: 80,
      rows: 24,
    })
    const address = addressOf(session)
    await listed(address)
    await shown(backend, address, '日本')

    const { screen } = await backend.look(address)

    expect(screen.lines).toHaveLength(24)
    expect(screen.lines[0]).toMatch(/^line \d+gap$|^line \d+ gap$/)
    expect([screen.lines[1], screen.lines[2]]).toEqual(['w'.repeat(80), 'w'.repeat(20)])
    expect(screen.lines[19]?.slice(0, 6)).toMatch(/日本/)
    expect(screen.cursor).toEqual({ column: 8, row: 19 })
  })
})
