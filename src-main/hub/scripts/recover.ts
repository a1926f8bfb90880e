import type { ScriptRun } from '#contract/script.ts'
import type { LocalMachine } from '#platform/processes.ts'
import { signalGroup } from '#platform/held-process.ts'
import { findStartedProcess, noteEnded, type ResultEnd } from '#store/script-results.ts'
import { listOpenRuns } from '#store/script-runs.ts'
import { announceRun } from './announce-run.ts'
import type { LiveParts } from './live-run.ts'

export interface RecoverParts extends LiveParts {
  readonly machine: Pick<LocalMachine, 'process' | 'isAlive'>
}

/**
 * Settles what a hub that was killed left behind. A process that still runs is ended: nobody reads what it writes, and
 * nobody could stop it. How a script went on while no hub ran is never guessed: those starts are `lost`.
 */
export async function recoverRuns(parts: RecoverParts): Promise<void> {
  for (const run of listOpenRuns(parts.store.read)) {
    const ends = await Promise.all(run.results.map(result => settle(parts, run, result)))
    await parts.store.write(
      tx => {
        const now = parts.clock.now()
        for (const [place, end] of ends.entries()) if (end !== undefined) noteEnded(tx, run.id, place, end, now)
        announceRun(parts.announcer, tx, run.id, now)
      },
      { essential: true },
    )
  }
}

async function settle(
  { store, machine }: RecoverParts,
  run: ScriptRun,
  result: ScriptRun['results'][number],
): Promise<ResultEnd | undefined> {
  const { bytesWritten, bytesKept } = result
  const as = (state: ResultEnd['state'], detail: string): ResultEnd => ({
    state,
    detail,
    exitCode: null,
    signal: null,
    bytesWritten,
    bytesKept,
  })
  if (result.state === 'waiting') return as('stopped', 'the hub ended before it began')
  if (result.state !== 'running') return undefined
  const process = findStartedProcess(store.read, run.id, result.place)
  if (process === undefined || !(await machine.isAlive(process.pid, process.startedAt))) {
    return as('lost', 'the hub ended while it ran; how it ended was not seen')
  }
  signalGroup(process.pid, 'SIGKILL')
  return as('lost', `the hub ended while it ran; process ${process.pid} was still there and was ended`)
}
