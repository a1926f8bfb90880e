import { afterEach, describe, expect, it } from 'vitest'
import { createMachine } from '#platform/processes.ts'
import { eventually, printer, shown } from '../backend-contract.ts'
import { failure } from '../pty-support.ts'
import type { Behaviours } from '../../support/iterm2-simulator/behaviours.ts'
import type { Simulator } from '../../support/iterm2-simulator/simulator.ts'
import { addressOf, startIterm2, withoutProcess, type Iterm2UnderTest } from './support.ts'

let iterm2: Iterm2UnderTest | undefined
afterEach(() => iterm2?.[Symbol.asyncDispose]())

const machine = createMachine()
const FAST = {
  listEvery: 30,
  startOf: async (pid: number) => (await machine.process(pid))?.startedAt,
}

async function open({ app }: Simulator, command = printer('READY'), window = app.openWindow()) {
  return app.openTab(window, { command, columns: 80, rows: 24 })
}

/** A back end that has started with the API off. */
async function startWithoutApi(changes: Partial<Behaviours> = {}, prepare = open): Promise<Iterm2UnderTest> {
  const apiOff = async (simulator: Simulator) => {
    await prepare(simulator)
    simulator.apiOff()
  }
  iterm2 = await startIterm2(changes, apiOff, withoutProcess, FAST)
  return iterm2
}

/** Waits until the back end has found out why: a busy machine may let it take the socket for a silent one first. */
function sees({ backend }: Iterm2UnderTest, count: number): Promise<true> {
  return eventually(`${count} sessions are seen`, () => {
    const found = backend.list().filter(({ seeOnly = '' }) => seeOnly.includes('Enable Python API'))
    return backend.link.kind === 'off' && found.length === count ? true : undefined
  })
}

const seeOnly = ({ backend }: Iterm2UnderTest) => backend.list().map(terminal => terminal.seeOnly)

describe('while the API of iTerm2 is off', () => {
  it('shows windows, tabs and panes by AppleScript, and says why nothing can be typed there', async () => {
    const started = await startWithoutApi({}, async simulator => {
      const window = simulator.app.openWindow()
      const left = await open(simulator, printer('left'), window)
      await simulator.app.split(left, { command: printer('right') }, { vertical: true, before: false })
      return open(simulator, printer('behind'), window)
    })
    const { backend, simulator } = started
    await sees(started, 3)

    const found = backend.list()

    expect(found.map(({ location }) => location)).toEqual([
      { window: 'window 1', tab: '1', pane: '1' },
      { window: 'window 1', tab: '1', pane: '2' },
      { window: 'window 1', tab: '2', pane: '1' },
    ])
    expect(found.every(({ rootPid, tty }) => rootPid > 0 && tty.startsWith('/dev/'))).toBe(true)
    expect(simulator.standIn.runs.map(({ action }) => action)).not.toContain('request-cookie')
  })

  it('[S3] types and presses nothing, whoever broadcasts to whom, and says that nothing was sent', async () => {
    const started = await startWithoutApi({}, async simulator => {
      await open(simulator)
      return open(simulator)
    })
    const { backend, simulator } = started
    await sees(started, 2)
    simulator.app.broadcastDomains = [simulator.app.sessions.map(({ id }) => id)]
    const address = addressOf(simulator.app.sessions[0])
    await backend.look(address)

    const refused = [
      await failure(backend.type(address, 'harm', { paste: false })),
      await failure(backend.press(address, 'Enter')),
      await failure(backend.windows.setTitleOf('tab', address, 'x')),
    ]

    const nothing = { code: 'terminal', data: { why: 'see_only', written: false, pressed: false } }
    expect(refused).toMatchObject([nothing, nothing, nothing])
    expect(refused[0]?.hint).toContain('Enable Python API')
    expect(simulator.app.sessions.flatMap(({ sent }) => sent)).toEqual([])
  })

  it('reads the visible rows of a screen that has scrolled and wrapped', async () => {
    const lines = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\r\n')
    const { backend, simulator } = await startWithoutApi({}, simulator =>
      open(simulator, printer(`${lines}\r\n${'w'.repeat(100)}\r\n${'日本'.repeat(25)}\r\nend`)),
    )
    const address = addressOf(simulator.app.sessions[0])
    await shown(backend, address, 'end')

    const { screen } = await backend.look(address)

    expect(screen.lines).toHaveLength(24)
    expect(screen.lines.slice(-5)).toEqual(['w'.repeat(80), 'w'.repeat(20), '日本'.repeat(20), '日本'.repeat(5), 'end'])
  })

  it('tells of sessions that open, write and close', async () => {
    const started = await startWithoutApi()
    const { backend, simulator, changes } = started
    const session = await open(simulator)
    const address = addressOf(session)
    await eventually('it is listed', () => backend.list().find(each => each.address === address))

    const seen = changes.length
    session.inject('more')
    await eventually('output is told', () =>
      changes.slice(seen).find(change => change.kind === 'output' && change.address === address),
    )
    simulator.app.close(session)
    await eventually('its end is told', () =>
      changes.find(change => change.kind === 'ended' && change.address === address),
    )
  })

  it('gives a title that stays, and brings a session to the front', async () => {
    const { backend, simulator } = await startWithoutApi({}, async simulator => {
      await open(simulator)
      return open(simulator)
    })
    const [session] = simulator.app.sessions
    const address = addressOf(session)
    const title = 'say "hi" \\(user.x) 日本'

    await backend.setTitle(address, title)
    session?.inject('\u001b]0;the program says otherwise\u0007')
    await backend.focus(address)

    expect((await backend.look(address)).terminal.title).toBe(title)
    expect(simulator.app.findSession('active')).toBe(session)
  })

  it('comes back to the API by itself and falls back again, and every session stays the same', async () => {
    const status = '\u001b]21337;status=Idle\u0007READY'
    const started = await startWithoutApi({ protocolVersion: '1.18' }, simulator => open(simulator, printer(status)))
    const { backend, simulator } = started
    await sees(started, 1)
    const [before] = backend.list()
    const address = before?.address ?? ''

    await simulator.apiOn()
    await eventually('it is typed into again', () => (seeOnly(started)[0] === undefined ? true : undefined))
    const { terminal } = await eventually('its status is read', async () => {
      const look = await backend.look(address)
      return look.terminal.shown && look
    })
    await backend.type(address, 'fine', { paste: false })

    const [after] = backend.list()
    expect([after?.address, after?.server, after?.tty, after?.rootPid, after?.suggestedName]).toEqual([
      before?.address,
      before?.server,
      before?.tty,
      before?.rootPid,
      before?.suggestedName,
    ])
    expect(started.changes.filter(({ kind }) => kind === 'ended' || kind === 'offline')).toEqual([])
    expect(simulator.app.sessions[0]?.sent).toEqual(['fine'])

    simulator.apiOff()
    await eventually('it is only seen again', () => (seeOnly(started)[0] === undefined ? undefined : true))
    expect(backend.list()[0]?.server).toEqual(before?.server)
    expect([terminal.shown?.text, backend.list()[0]?.shown]).toEqual(['Idle', undefined])
  })

  it('lets whoever looks at once when the API is on look through it, also at what AppleScript does not know', async () => {
    const started = await startWithoutApi({}, async simulator => {
      const shown = await open(simulator)
      simulator.app.bury(await open(simulator))
      return shown
    })
    const { backend, simulator } = started
    await sees(started, 1)
    const looks: Promise<unknown>[] = []
    using _ = backend.onChange(change => {
      if ('terminal' in change) looks.push(backend.look(change.terminal.address))
    })

    await simulator.apiOn()
    await eventually('both are there', () => (backend.list().length === 2 ? true : undefined))

    expect(looks.length).toBeGreaterThan(0)
    expect((await Promise.allSettled(looks)).filter(({ status }) => status === 'rejected')).toEqual([])
  })

  it('asks no more once macOS has said no, until somebody asks for another try', async () => {
    const started = await startWithoutApi({ automation: 'refused' })
    const { backend, simulator } = started
    await eventually('it was refused', () => (backend.link.kind === 'refused' ? true : undefined))

    expect(backend.link).toMatchObject({ kind: 'refused', why: 'automation' })
    await new Promise(resolve => setTimeout(resolve, 10 * FAST.listEvery))
    expect(simulator.standIn.runs).toHaveLength(1)

    simulator.set({ automation: 'granted' })
    backend.retry()
    await eventually('it is listed', () => backend.list()[0])
  })

  it('lists nothing, and starts nothing, while iTerm2 does not run', async () => {
    const { backend, simulator } = await startWithoutApi({ isRunning: false })
    const listings = () => simulator.standIn.runs.filter(({ action }) => action === 'list-sessions')
    await eventually('it was asked', () => listings()[0])

    expect(backend.list()).toEqual([])
    // A busy machine may let it take the socket for a silent one first, and ask for a cookie: that starts nothing either.
    const started = simulator.standIn.runs.filter(({ code }) => code !== 1)
    expect(started).toEqual([])
  })
})
