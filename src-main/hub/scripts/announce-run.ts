import { hasEnded, outcomeOf } from '#domain/script-outcome.ts'
import type { WriteTx } from '#store/handles.ts'
import { lastOutput } from '#store/script-results.ts'
import { findRun, setRunState } from '#store/script-runs.ts'
import type { Announcer } from '../announce.ts'

/** Brings the state of a run up to its starts, and tells of it. Called in the transaction that changed one of them. */
export function announceRun(announcer: Announcer, tx: WriteTx, runId: string, now: number): void {
  const run = findRun(tx, runId)
  if (run === undefined) return
  const state = outcomeOf(run.results.map(result => result.state))
  if (state !== run.state) setRunState(tx, runId, state, state === 'running' ? null : now)
  announcer.add(tx, {
    type: 'script.changed',
    data: {
      runId,
      script: run.script,
      name: run.name,
      state,
      starts: run.results.length,
      ended: run.results.filter(hasEnded).length,
      done: run.results.filter(result => result.state === 'done').length,
      lastOutput: lastOutput(tx, runId),
    },
  })
}
