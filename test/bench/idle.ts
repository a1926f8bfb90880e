import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { startTempHub } from '../support/temp-hub.ts'
import { startTmuxServer, type TmuxServer } from '../support/tmux-server.ts'
import { BUNDLE } from './bundle.ts'
import { atMost, type Bench } from './row.ts'

const SESSIONS = 100
/** Left alone before it is measured, and measured, in milliseconds. */
const SETTLE = 10_000
const SPAN = 30_000
/** What Linux counts processor time in: hundredths of a second. */
const TICKS_PER_SECOND = 100

/** A hub that nobody asks anything, over sessions that do nothing, against asking every session once a second. */
export const idle: Bench = {
  name: 'idle',
  async run() {
    await using tmux = await startTmuxServer()
    await tmux.newSession(['cat'], { name: 's0' })
    const more = Array.from({ length: SESSIONS - 1 }, (_, n) => ['new-session', '-d', '-s', `s${n + 1}`, 'cat', ';'])
    await tmux.run(...more.flat().slice(0, -1))
    await using hub = await startTempHub({ main: BUNDLE, tmux })
    using bare = startBareNode()
    const { total } = (await hub.client.hub.status()).sessions
    if (total !== SESSIONS) throw new Error(`the hub sees ${total} of ${SESSIONS} sessions`)
    await new Promise(resolve => setTimeout(resolve, SETTLE))
    const before = busyMs(hub.pid)
    await new Promise(resolve => setTimeout(resolve, SPAN))
    // The clock of the processor ticks every 10 ms: less than one tick is not known.
    const share = (Math.max(busyMs(hub.pid) - before, 1_000 / TICKS_PER_SECOND) / SPAN) * 100
    const asking = await measureAsking(tmux)
    const megabytes = residentMegabytes(hub.pid)
    const bareMegabytes = residentMegabytes(bare.pid)
    return [
      {
        what: `processor time of an idle hub with ${SESSIONS} sessions`,
        value: share,
        unit: '%',
        baseline: { what: `tmux asked for each session's screen once a second`, value: asking },
        ratio: asking / share,
        targets: [atMost(share, 1, '% of a core')],
        note: `over ${SPAN / 1_000} s`,
      },
      {
        what: `memory of an idle hub with ${SESSIONS} sessions (resident)`,
        value: megabytes,
        unit: 'MB',
        baseline: { what: 'a Node process that waits', value: bareMegabytes },
        ratio: megabytes / bareMegabytes,
        targets: [atMost(megabytes, 120, 'MB')],
      },
    ]
  },
}

/** Processor time of a script that looks at every session each second, in percent of a core. */
async function measureAsking(tmux: TmuxServer): Promise<number> {
  const run = promisify(execFile)
  const rounds = 3
  const before = childrenBusyMs()
  for (let pane = 0; pane < SESSIONS * rounds; pane++) {
    await run('tmux', ['-S', tmux.socket, 'capture-pane', '-p', '-t', `%${pane % SESSIONS}`])
  }
  return ((childrenBusyMs() - before) / (rounds * 1_000)) * 100
}

function startBareNode(): Disposable & { readonly pid: number } {
  const child: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' })
  return { pid: child.pid ?? 0, [Symbol.dispose]: () => void child.kill('SIGKILL') }
}

function busyMs(pid: number): number {
  const [user = 0, system = 0] = readTicks(String(pid))
  return ((user + system) * 1_000) / TICKS_PER_SECOND
}

/** Of all children of this process that have ended. */
function childrenBusyMs(): number {
  const [, , user = 0, system = 0] = readTicks('self')
  return ((user + system) * 1_000) / TICKS_PER_SECOND
}

/** Own time in programs and in the kernel, then that of children that have ended. */
function readTicks(pid: string): readonly number[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).map(Number)
}

/** Megabytes of 1,000,000 bytes. */
function residentMegabytes(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kib) * 1_024) / 1e6
}
