import type { SchedulePolicy } from '#contract/schedule.ts'
import { countDue, listNewest, type DueTimes } from './schedule-times.ts'

/** One run to make: for which moment, and how many due moments it stands for. */
export interface Firing {
  readonly dueAt: number
  readonly cause: 'time' | 'catch_up'
  readonly covers: number
}

/** Due moments that nothing runs for. `lastAt` names them. */
export interface Missed {
  readonly lastAt: number
  readonly count: number
}

export interface DuePlan {
  /** Oldest first. */
  readonly firings: readonly Firing[]
  readonly missed: Missed | undefined
  /** When it is due next, or undefined when never again. */
  readonly nextAt: number | undefined
}

/** A run this late (ms) is still on time; a later one was missed. */
export const ON_TIME = 60_000
/** Missed runs are counted up to here. */
const MOST_COUNTED = 1_000

type CatchUp = Pick<SchedulePolicy, 'catchUp' | 'catchUpMost' | 'catchUpWindowSeconds'>

/**
 * What is to be done about a schedule that was due at `dueAt`: nothing is ever run before its moment, and each moment is
 * run, caught up or told as missed, once. A clock that was set forward is time that was slept through; one that was set
 * back brings nothing again, because `nextAt` stays where it is.
 */
export function planDue(times: DueTimes, dueAt: number, now: number, policy: CatchUp): DuePlan {
  if (now < dueAt) return { firings: [], missed: undefined, nextAt: dueAt }
  const nextAt = times.next(now)
  const latest = listNewest(times, dueAt, now, 1)[0] ?? dueAt
  const onTime = now - latest <= ON_TIME ? latest : undefined
  const lateUntil = onTime === undefined ? now : onTime - 1
  const late = countDue(times, dueAt, lateUntil, MOST_COUNTED)
  const run = (cause: Firing['cause'], at: number, covers = 1): Firing => ({ dueAt: at, cause, covers })
  const punctual = onTime === undefined ? [] : [run('time', onTime)]
  if (late === 0) return { firings: punctual, missed: undefined, nextAt }

  const caughtUp = listCaughtUp(times, dueAt, lateUntil, now, policy)
  if (policy.catchUp === 'once') {
    // One that is on time stands for those before it: they are not run besides.
    if (onTime !== undefined) return { firings: [run('time', onTime, late + 1)], missed: undefined, nextAt }
    const [newest] = caughtUp
    if (newest !== undefined) return { firings: [run('catch_up', newest, late)], missed: undefined, nextAt }
  }
  const firings = [...caughtUp.map(at => run('catch_up', at)), ...punctual]
  const left = late - caughtUp.length
  if (left === 0) return { firings, missed: undefined, nextAt }
  const lastAt = caughtUp[0] === undefined ? lateUntil : caughtUp[0] - 1
  return { firings, missed: { lastAt: listNewest(times, dueAt, lastAt, 1)[0] ?? dueAt, count: left }, nextAt }
}

/** Late moments that the policy lets run, oldest first. */
function listCaughtUp(
  times: DueTimes,
  dueAt: number,
  lateUntil: number,
  now: number,
  { catchUp, catchUpMost, catchUpWindowSeconds }: CatchUp,
): readonly number[] {
  if (catchUp === 'skip') return []
  const from = Math.max(dueAt, now - catchUpWindowSeconds * 1_000)
  return from > lateUntil ? [] : listNewest(times, from, lateUntil, catchUp === 'once' ? 1 : catchUpMost)
}
