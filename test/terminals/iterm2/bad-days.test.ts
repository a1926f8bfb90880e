import { afterEach, describe, expect, it } from 'vitest'
import type { HubError } from '#contract/errors.ts'
import type { TerminalChange } from '#domain/ports.ts'
import { eventually, printer, recorded, recorder, shown } from '../backend-contract.ts'
import { failure } from '../pty-support.ts'
import type { Simulator } from '../../support/iterm2-simulator/simulator.ts'
import { addressOf, startIterm2, withStandIn, type Iterm2UnderTest } from './support.ts'
import { scaled, sample } from '../../support/scale.ts'
import { join } from 'node:path'

let iterm2: Iterm2UnderTest | undefined
afterEach(() => iterm2?.[Symbol.asyncDispose]())

async function openOne(simulator: Simulator, command = printer('READY')) {
  const window = simulator.app.openWindow()
  const session = await simulator.app.openTab(window, { command, columns: 80, rows: 24 })
  return { window, session, address: addressOf(session) }
}

/** Waits until the back end lists exactly so many sessions. */
function lists({ backend }: Iterm2UnderTest, count: number): Promise<true> {
  return eventually(`${count} sessions are listed`, () => (backend.list().length === count ? true : undefined))
}

/** A list so many times over. */
function times<T>(count: number, list: readonly T[]): readonly T[] {
  return Array.from({ length: count }, () => list).flat()
}

function ends(changes: readonly TerminalChange[], address: string): boolean {
  return changes.some(change => change.kind === 'ended' && change.address === address)
}

describe('while there is no iTerm2 to talk to', () => {
  it('asks nobody for a cookie, says what to do, and connects once the API is switched on', async () => {
    iterm2 = await startIterm2(
      {},
      async simulator => {
        await openOne(simulator)
        simulator.apiOff()
      },
      withStandIn,
    )
    const { backend, simulator } = iterm2

    expect(backend.link).toMatchObject({ kind: 'off', hint: expect.stringContaining('Enable Python API') })
    expect(simulator.standIn.runs.map(({ action }) => action)).not.toContain('request-cookie')

    await simulator.apiOn()
    await eventually('it is connected', () => (backend.link.kind === 'online' ? true : undefined))
  })

  it('takes a no of macOS for a no, until somebody asks for another try', async () => {
    iterm2 = await startIterm2(
      { automation: 'refused' },
      async simulator => void (await openOne(simulator)),
      withStandIn,
    )
    const { backend, simulator } = iterm2
    await eventually('it was refused', () => (backend.link.kind === 'refused' ? true : undefined))

    expect(backend.link).toMatchObject({ why: 'automation', hint: expect.stringContaining('Automation') })
    await new Promise(resolve => setTimeout(resolve, 600))
    expect(simulator.standIn.runs).toHaveLength(1)

    simulator.set({ automation: 'granted' })
    backend.retry()
    await lists(iterm2, 1)
  })

  it('does not start an iTerm2 that does not run', async () => {
    iterm2 = await startIterm2({ isRunning: false }, undefined, withStandIn)

    const { backend, simulator } = iterm2
    await eventually('it was told', () => (backend.link.kind === 'off' ? true : undefined))

    await eventually('it was told twice', () => (simulator.standIn.runs.length === 2 ? true : undefined))
    const runs = ['request-cookie', 'list-sessions'].map(action => ({ action, code: 1 }))
    expect(simulator.standIn.runs).toMatchObject(runs)
  })

  it.each([['1.4'], ['0.69'], [null]])('says that version %s is too old', async protocolVersion => {
    iterm2 = await startIterm2({ protocolVersion })

    expect(iterm2.backend.link).toMatchObject({ why: 'too_old', message: expect.stringContaining('3.4') })
    expect(iterm2.backend.list()).toEqual([])
  })

  it.each([['1.7'], ['1.9'], ['1.11'], ['1.17'], ['2.0']])('works with version %s', async protocolVersion => {
    iterm2 = await startIterm2({ protocolVersion }, async simulator => void (await openOne(simulator)))

    expect(iterm2.backend.link).toEqual({ kind: 'online', protocol: protocolVersion })
    expect(iterm2.backend.list()).toHaveLength(1)
  })
})

describe('when iTerm2 goes away', () => {
  it('takes another cookie for another connection', async () => {
    iterm2 = await startIterm2({}, async simulator => void (await openOne(simulator)), withStandIn)
    await lists(iterm2, 1)
    const { simulator, changes } = iterm2

    simulator.dropAll()
    await eventually('it is connected again', () => (simulator.judged.length === 2 ? true : undefined))

    expect(simulator.judged).toEqual(['accepted node 1.0', 'accepted node 1.0'])
    expect(simulator.standIn.runs.map(run => run.action)).toEqual(['request-cookie', 'request-cookie'])
    expect(changes.filter(change => change.kind === 'ended' || change.kind === 'offline')).toEqual([])
  })

  it('[R12] types nothing over a connection over which the session was not looked at', async () => {
    iterm2 = await startIterm2({}, async simulator => void (await openOne(simulator)))
    const { simulator, backend } = iterm2
    const [session] = simulator.app.sessions
    const address = addressOf(session)
    await shown(backend, address, 'READY')
    simulator.dropAll()
    await eventually('it is connected again', () => (simulator.judged.length === 2 ? true : undefined))

    const refused = await failure(backend.type(address, 'harm', { paste: false }))
    const pressed = await failure(backend.press(address, 'Enter'))

    expect([refused.data, pressed.data]).toEqual(Array(2).fill({ written: false, pressed: false }))
    expect(session?.sent).toEqual([])
    await backend.look(address)
    await backend.type(address, 'fine', { paste: false })
    expect(session?.sent).toEqual(['fine'])
  })

  it('forgets everything of an iTerm2 that was started anew', async () => {
    iterm2 = await startIterm2({}, async simulator => void (await openOne(simulator)))
    const { simulator, backend, changes } = iterm2
    const [before] = backend.list()

    await simulator.restart()
    await eventually('the old session is gone', () =>
      backend.list().some(each => each.address === before?.address) ? undefined : true,
    )
    const { address } = await openOne(simulator)
    await eventually('the new one is there', () => backend.list().find(each => each.address === address))

    const left = changes.find(change => change.kind === 'offline' || change.kind === 'ended')
    expect(left).toBeDefined()
    expect(backend.list()[0]?.server).not.toEqual(before?.server)
    expect(await failure(backend.type(before?.address ?? '', 'harm', { paste: false }))).toMatchObject({
      code: 'not_found',
    })
  })

  it('[R12] types once or not at all when the connection is cut after n bytes of the request or its answer', async () => {
    iterm2 = await startIterm2({}, async simulator => {
      await openOne(simulator)
      await openOne(simulator)
    })
    const { simulator, backend } = iterm2
    const [session, other] = simulator.app.sessions
    const address = addressOf(session)
    const text = 'exactly once'
    // Everything from the first byte of the frame to the last byte of the answer, and one beyond.
    const everywhere = Array.from({ length: 100 }, (_, bytes) => bytes)
    const results: string[] = []

    for (const afterBytes of times(scaled(1, 5), sample(everywhere, scaled(20, 100)))) {
      await eventually('it can be looked at', () =>
        backend.look(address).then(
          () => true as const,
          () => undefined,
        ),
      )
      const before = session?.sent.length ?? 0
      simulator.set({ cut: { request: 'sendTextRequest', afterBytes } })
      const outcome = await backend.type(address, text, { paste: false }).then(
        () => 'typed',
        (error: HubError) => (error.data['written'] === false ? 'not written' : 'not known'),
      )
      const arrived = (session?.sent.length ?? 0) - before
      results.push(`${outcome} ${arrived}`)
    }

    expect([...new Set(results)].toSorted()).toEqual(['not known 0', 'not known 1', 'typed 1'])
    expect(session?.sent.every(each => each === text)).toBe(true)
    expect(other?.sent).toEqual([])
  })
})

describe('while a dialog is open in iTerm2', () => {
  it('says so, and goes on where it was once the dialog is closed', async () => {
    iterm2 = await startIterm2({}, async simulator => void (await openOne(simulator)), undefined, { patience: 300 })
    const { simulator, backend } = iterm2
    const address = addressOf(simulator.app.sessions[0])
    await shown(backend, address, 'READY')
    simulator.set({ modal: true })

    const stuck = await failure(backend.look(address))
    const typed = await failure(backend.type(address, 'later', { paste: false }))

    expect(stuck).toMatchObject({ code: 'terminal', hint: expect.stringContaining('dialog') })
    // It is queued in iTerm2: whether it arrives is not known, so nobody may type it again.
    expect(typed.data).toEqual({})
    simulator.set({ modal: false })
    await eventually('it arrived once', () => (simulator.app.sessions[0]?.sent.length === 1 ? true : undefined))
    expect(await backend.look(address)).toBeDefined()
    expect(backend.list()).toHaveLength(1)
  })
})

describe('a session that changed since it was looked at', () => {
  it('[S3] gets nothing once it has closed, and says so', async () => {
    iterm2 = await startIterm2({}, async simulator => {
      await openOne(simulator)
      await openOne(simulator)
    })
    const { simulator, backend, changes } = iterm2
    const [session, other] = simulator.app.sessions
    const address = addressOf(session)
    await shown(backend, address, 'READY')
    if (session !== undefined) session.hasExited = true

    const refused = await failure(backend.type(address, 'harm', { paste: false }))

    expect(refused).toMatchObject({ code: 'not_found', data: { written: false, pressed: false } })
    if (session !== undefined) simulator.app.close(session)
    await eventually('its end was told', () => (ends(changes, address) ? true : undefined))
    expect(other?.sent).toEqual([])
  })

  it('[S3] gets neither text nor key when its screen moved after the look that they rest on', async () => {
    iterm2 = await startIterm2({}, async simulator => void (await openOne(simulator)))
    const { simulator, backend } = iterm2
    const [session] = simulator.app.sessions
    const address = addressOf(session)
    await shown(backend, address, 'READY')
    const { terminal } = await backend.look(address)
    session?.inject(' Do you want to proceed?')

    const { activity } = terminal
    const pressed = await failure(backend.press(address, 'Enter', activity))
    const typed = await failure(backend.type(address, '1', { paste: false, activity }))

    const moved = { written: false, pressed: false, moved: true }
    expect([pressed.data, typed.data]).toEqual([moved, moved])
    expect(session?.sent).toEqual([])
    const again = await backend.look(address)
    await backend.press(address, 'Enter', again.terminal.activity)
    expect(session?.sent).toEqual(['\r'])
  })
})

describe('what could send a text elsewhere', () => {
  it('[S3] types into one session while the person broadcasts to all', async () => {
    iterm2 = await startIterm2({}, async simulator => {
      await openOne(simulator)
      await openOne(simulator)
    })
    const { simulator, backend } = iterm2
    simulator.app.broadcastDomains = [simulator.app.sessions.map(({ id }) => id)]
    const [session, other] = simulator.app.sessions
    const address = addressOf(session)
    await shown(backend, address, 'READY')

    await backend.type(address, 'for one', { paste: false })
    await backend.press(address, 'Enter')

    expect(session?.sent).toEqual(['for one', '\r'])
    expect(other?.sent).toEqual([])
  })

  it('[S3] believes no title, and gives no session the name of another', async () => {
    iterm2 = await startIterm2({}, async simulator => {
      const { window } = await openOne(simulator)
      for (let index = 0; index < 3; index++) await simulator.app.openTab(window, { hollow: true })
    })
    const { simulator, backend } = iterm2
    const [first] = backend.list()
    for (const session of simulator.app.sessions) session.inject(`\u001b]0;${first?.suggestedName ?? ''}\u0007`)
    await eventually('the titles are listed', () =>
      backend.list().every(each => each.title.startsWith(first?.suggestedName ?? '')) ? true : undefined,
    )

    expect(new Set(backend.list().map(each => each.suggestedName)).size).toBe(4)
  })

  it('[S4] types what looks like an option, a script or a variable as it is', async () => {
    iterm2 = await startIterm2({}, async () => undefined)
    const { simulator, backend } = iterm2
    const file = join(simulator.home, 'bytes')
    const { address } = await openOne(simulator, recorder(file))
    await eventually('it is listed', () => backend.list().find(each => each.address === address))
    await shown(backend, address, 'READY')
    const texts = ['-R', '$(x)', '`x`', '\\(user.x)', '"; tell application "Finder"', 'all', 'active', '\\u0003']

    for (const text of texts) await backend.type(address, text, { paste: false })

    expect(await recorded(file, texts.join(''))).toBe(texts.join(''))
  })
})

describe('a crowd', () => {
  it('of 200 sessions with 60 redraws a second is told at most ten times a second each', async () => {
    iterm2 = await startIterm2({}, async simulator => {
      for (let index = 0; index < 20; index++) {
        const window = simulator.app.openWindow()
        for (let tab = 0; tab < 10; tab++) await simulator.app.openTab(window, { hollow: true })
      }
    })
    const { simulator, changes } = iterm2
    await lists(iterm2, 200)
    const visible = simulator.app.windows.flatMap(window => window.selected?.active ?? [])
    const before = changes.length

    const flood = setInterval(() => visible.forEach(session => simulator.redraw(session)), 8)
    await new Promise(resolve => setTimeout(resolve, 1_000))
    clearInterval(flood)

    const told = changes.slice(before).filter(change => change.kind === 'output')
    expect(told.length).toBeGreaterThan(visible.length)
    expect(told.length).toBeLessThanOrEqual(visible.length * 12)
    expect(changes.slice(before).filter(change => change.kind !== 'output')).toEqual([])
  })
})
