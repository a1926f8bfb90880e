import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createIterm2Backend, type Iterm2Backend } from '#terminals/iterm2/backend.ts'
import { atMost, median, timed, type Bench, type Row } from './row.ts'

const CROWD = fileURLToPath(new URL('iterm2-crowd.ts', import.meta.url))
const SESSIONS = 200
const BUSY = 20
const ROUNDS = 15
/** Left alone before it is measured, and measured, in milliseconds. */
const SETTLE = 2_000
const SPAN = 15_000

/** A simulated iTerm2 in a process of its own, with a crowd of sessions. */
interface Crowd extends Disposable {
  readonly home: string
  readonly scripts: AppleScripts
  /** Redraws 20 of the sessions 60 times a second each, or stops. */
  flood(on: boolean): void
}

/** The back end alone, without the hub behind it, so that the processor time is its own. */
export const iterm2: Bench = {
  name: 'iterm2',
  async run() {
    using crowd = await startCrowd()
    return [await measureDiscovery(crowd), await measureFlood(crowd)]
  },
}

async function measureDiscovery(crowd: Crowd): Promise<Row> {
  const times: number[] = []
  const plain: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await using backend = createBackend(crowd)
    times.push(await timed(() => backend.start()))
    const found = backend.list()
    if (found.length !== SESSIONS) throw new Error(`${found.length} of ${SESSIONS} sessions found`)
    if (round > 0) continue
    plain.push(
      await timed(async () => {
        for (const { address } of found) await backend.look(address)
      }),
    )
  }
  const ms = median(times)
  return {
    what: `discovery of ${SESSIONS} simulated iTerm2 sessions, connection included, the cookie at hand`,
    value: ms,
    unit: 'ms',
    baseline: { what: 'one question after another', value: median(plain) },
    ratio: median(plain) / ms,
    targets: [atMost(ms, 150, 'ms')],
    note: `${ROUNDS} rounds of ${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))} ms`,
  }
}

async function measureFlood(crowd: Crowd): Promise<Row> {
  await using backend = createBackend(crowd)
  await backend.start()
  let told = 0
  using _ = backend.onChange(({ kind }) => void (told += kind === 'output' ? 1 : 0))
  crowd.flood(true)
  await pause(SETTLE)
  const before = process.cpuUsage()
  const toldBefore = told
  await pause(SPAN)
  const used = process.cpuUsage(before)
  crowd.flood(false)
  const share = ((used.user + used.system) / 1_000 / SPAN) * 100
  const heard = (told - toldBefore) / (SPAN / 1_000)
  return {
    what: `processor time of the iTerm2 back end, ${BUSY} of ${SESSIONS} sessions redrawn 60 times a second`,
    value: share,
    unit: '%',
    baseline: { what: 'redraws that iTerm2 tells of, a second', value: BUSY * 60 },
    ratio: (BUSY * 60) / heard,
    targets: [atMost(share, 3, '% of a core')],
    note: `over ${SPAN / 1_000} s; ${Math.round(heard)} changes a second passed on`,
  }
}

function createBackend({ home, scripts }: Crowd): Iterm2Backend {
  return createIterm2Backend({ home, scripts, clock: createSystemClock(), log: () => undefined })
}

async function startCrowd(): Promise<Crowd> {
  const child = fork(CROWD, [String(SESSIONS), String(BUSY)])
  const [home] = (await once(child, 'message')) as [string]
  return {
    home,
    // The stand-in for osascript is a Node of its own, whose start is nobody's measure here.
    scripts: { run: () => ask(child, 'cookie') },
    flood: on => void child.send(on ? 'flood' : 'calm'),
    [Symbol.dispose]: () => void child.send('stop'),
  }
}

async function ask(child: ChildProcess, what: string): Promise<unknown> {
  child.send(what)
  const [answer] = (await once(child, 'message')) as [unknown]
  return answer
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
