import type { ScheduleWarning } from '#contract/schedule.ts'
import { findClockChanges, type ClockChange } from './schedule-zone.ts'

const MINUTE = 60_000
/** How far ahead changes of the clocks are told of, in milliseconds. */
const YEAR = 366 * 86_400_000

/**
 * Tells of each change of the clocks in the coming year that a cron line falls into.
 *
 * @param isDue whether the line means a reading of the clocks, written as the moment at which UTC's clocks show it
 */
export function warnOfClockChanges(
  isDue: (shown: number) => boolean,
  zone: string,
  now: number,
): readonly ScheduleWarning[] {
  const texts = findClockChanges(zone, now, now + YEAR).flatMap(change => describeChange(change, isDue))
  return texts.map(text => ({ kind: 'dst', text }))
}

function describeChange({ at, before, after }: ClockChange, isDue: (shown: number) => boolean): readonly string[] {
  const [from, to] = [at + Math.min(before, after), at + Math.max(before, after)]
  const affected: number[] = []
  for (let shown = from; shown < to; shown += MINUTE) if (isDue(shown)) affected.push(shown)
  const [first] = affected
  if (first === undefined) return []
  const day = new Date(first).toISOString().slice(0, 10)
  const span = `${timeOf(from)} to ${timeOf(to)}`
  const what = affected.length === 1 ? timeOf(first) : `${affected.length} runs from ${timeOf(first)} on`
  return after > before
    ? [`On ${day} the clocks skip ${span}: ${what} is left out that day`]
    : [`On ${day} the clocks show ${span} twice: ${what} fires the first time only`]
}

/** `02:30`, of a reading of the clocks. */
function timeOf(shown: number): string {
  return new Date(shown).toISOString().slice(11, 16)
}
