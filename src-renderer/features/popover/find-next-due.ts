import type { Schedule } from '#contract/schedule.ts'

type Due = Schedule & { readonly nextAt: string }

/** The schedule that is due first; those that wait for an event or are paused have no time. */
export function findNextDue(schedules: readonly Schedule[]): Due | undefined {
  return schedules
    .filter((schedule): schedule is Due => schedule.nextAt !== null && schedule.state === 'active')
    .toSorted((a, b) => a.nextAt.localeCompare(b.nextAt))[0]
}
