import type { RunCause, SchedulePolicy } from '#contract/schedule.ts'

/** Runs of a schedule that have not ended. */
export interface Unfinished {
  readonly running: number
  readonly waiting: number
}

/**
 * What becomes of a run that is due while others of its schedule are not through. Whoever asked for it by hand gets it;
 * several that are caught up or backfilled go one after another, whatever the policy.
 */
export function admitRun(
  { overlap, catchUp }: Pick<SchedulePolicy, 'overlap' | 'catchUp'>,
  cause: RunCause,
  { running, waiting }: Unfinished,
): 'start' | 'wait' | 'skip' {
  if (running + waiting === 0 || cause === 'manual' || overlap === 'allow') return 'start'
  if (cause === 'backfill' || (cause === 'catch_up' && catchUp === 'all')) return 'wait'
  return overlap === 'buffer_one' && waiting === 0 ? 'wait' : 'skip'
}
