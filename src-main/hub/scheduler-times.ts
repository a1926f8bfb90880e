import type { SchedulePolicy, ScheduleWhen } from '#contract/schedule.ts'
import { everyMinutes, onceAt, until, type DueTimes } from '#domain/schedule-times.ts'
import type { ScheduleRow } from '#store/schedules.ts'
import { cronTimes } from './scheduler-cron.ts'

const NEVER: DueTimes = { next: () => undefined }

/** The moments at which a checked `when` is due, whatever its policy; none for an event. */
export function timesOf(when: ScheduleWhen): DueTimes {
  switch (when.kind) {
    case 'cron':
      return cronTimes(when.cron, when.zone)
    case 'every':
      return everyMinutes(when.minutes, Date.parse(when.from ?? ''))
    case 'once':
      return onceAt(Date.parse(when.at))
    case 'event':
      return NEVER
  }
}

/** The moments at which a schedule is due, up to its expiry. */
export function dueTimesOf({ when, policy }: Pick<ScheduleRow, 'when' | 'policy'>): DueTimes {
  return until(timesOf(when), expiryOf(policy))
}

/** Milliseconds since 1970, or null. */
export function expiryOf({ expiresAt }: Pick<SchedulePolicy, 'expiresAt'>): number | null {
  return expiresAt === null ? null : Date.parse(expiresAt)
}
