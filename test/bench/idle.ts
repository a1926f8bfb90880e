import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { startTempHub } from '../support/temp-hub.ts'
import { startTmuxServer } from '../support/tmux-server.ts'
import { BUNDLE } from './bundle.ts'
import { atMost, type Bench } from './row.ts'

const SESSIONS = 100
/** Left alone before it is measured, and measured, in milliseconds. */
const SETTLE = 10_000
const SPAN = 30_000
/** What Linux counts processor time in: hundredths of a second. */
const TICKS_PER_SECOND = 100

/** A hub that nobody asks anything, over sessions that do nothing, against a Node that waits. */
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
    const before = [busyMs(hub.pid), busyMs(bare.pid)] as const
    await new Promise(resolve => setTimeout(resolve, SPAN))
    const share = ((busyMs(hub.pid) - before[0]) / SPAN) * 100
    const bareShare = ((busyMs(bare.pid) - before[1]) / SPAN) * 100
    const megabytes = residentMegabytes(hub.pid)
    const bareMegabytes = residentMegabytes(bare.pid)
    return [
      {
        what: `processor time of an idle hub with ${SESSIONS} sessions`,
        value: share,
        unit: '%',
        baseline: { what: 'a Node process that waits', value: bareShare },
        ratio: share / bareShare,
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

function startBareNode(): Disposable & { readonly pid: number } {
  const child: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' })
  void once(child, 'exit')
  return { pid: child.pid ?? 0, [Symbol.dispose]: () => void child.kill('SIGKILL') }
}

function busyMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return ((user + system) * 1_000) / TICKS_PER_SECOND
}

/** Megabytes of 1,000,000 bytes. */
function residentMegabytes(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kib) * 1_024) / 1e6
}
