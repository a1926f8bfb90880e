import type { QuietHours, Weekday } from '#contract/quiet.ts'
import { findClockChanges, findMoments, readClocks } from './schedule-zone.ts'

/** When quiet hours begin and end, in milliseconds since 1970. The end is not part of them. */
export interface QuietSpan {
  readonly from: number
  readonly until: number
}

/** What quiet hours are reckoned from; whose they are makes no difference. */
export type QuietTimes = Omit<QuietHours, 'who'>

const DAY = 86_400_000
const MINUTE = 60_000
const WEEK = 7

/** In the order of `Date.getUTCDay`. */
const DAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Quiet hours that nothing would ever get out of. */
export function neverEnds({ days, from, to }: QuietTimes): boolean {
  return from === to && new Set(days).size === WEEK
}

/** The quiet hours it is in at this moment; those that follow without a gap belong to them. */
export function findQuietSpan(times: QuietTimes, now: number): QuietSpan | undefined {
  const spans = spansAround(times, now, -1, WEEK + 1)
  const current = spans.findIndex(({ from, until }) => from <= now && now < until)
  const first = spans[current]
  if (first === undefined) return undefined
  let { until } = first
  for (const next of spans.slice(current + 1)) {
    if (next.from > until) break
    until = Math.max(until, next.until)
  }
  return { from: first.from, until }
}

/** When quiet hours begin next, later than this moment. */
export function findNextQuiet(times: QuietTimes, now: number): number | undefined {
  return spansAround(times, now, 0, WEEK + 1).find(({ from }) => from > now)?.from
}

/**
 * The spans that begin on these days, counted from the one that the zone's clocks show now, in order. One that the
 * clocks skip whole is none.
 */
function spansAround(times: QuietTimes, now: number, first: number, last: number): readonly QuietSpan[] {
  const today = Math.floor(readClocks(now, times.zone) / DAY) * DAY
  const spans: QuietSpan[] = []
  for (let day = today + first * DAY; day <= today + last * DAY; day += DAY) {
    if (times.days.includes(DAYS[new Date(day).getUTCDay()] ?? 'sun')) spans.push(spanOf(times, day))
  }
  return spans.filter(({ from, until }) => from < until)
}

/** A time that the clocks show twice counts from its first showing, and ends them at its last: quiet for longer. */
function spanOf({ from, to, zone }: QuietTimes, day: number): QuietSpan {
  const endsOn = minutesOf(to) > minutesOf(from) ? day : day + DAY
  const begin = momentsOf(day + minutesOf(from) * MINUTE, zone)
  const end = momentsOf(endsOn + minutesOf(to) * MINUTE, zone)
  return { from: begin.first, until: end.last }
}

/** A time that the clocks skip is the moment at which they skip it. */
function momentsOf(shown: number, zone: string): { readonly first: number; readonly last: number } {
  const moments = findMoments(shown, zone)
  switch (moments.kind) {
    case 'one':
      return { first: moments.at, last: moments.at }
    case 'two':
      return { first: moments.at, last: moments.again }
    case 'none': {
      const [change] = findClockChanges(zone, shown - DAY, shown + DAY)
      const at = change?.at ?? shown
      return { first: at, last: at }
    }
  }
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}
