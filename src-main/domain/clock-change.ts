/** The next moment at which clocks are set forward or back. */
export interface ClockChange {
  /** Milliseconds since 1970, to the minute. */
  readonly at: number
  /** Minutes that are skipped; negative where they are had twice. */
  readonly minutes: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Clocks that change do so within a year. */
const FAR = 400 * DAY

/**
 * @param now milliseconds since 1970
 * @param offsetAt minutes ahead of UTC at a moment
 */
export function findClockChange(now: number, offsetAt: (at: number) => number): ClockChange | undefined {
  const offset = offsetAt(now)
  for (let before = now; before < now + FAR; before += DAY) {
    if (offsetAt(before + DAY) === offset) continue
    const at = firstWithout(offset, before, before + DAY, offsetAt)
    return { at, minutes: offsetAt(at) - offset }
  }
  return undefined
}

/** Halves the span until it is a minute. */
function firstWithout(offset: number, before: number, after: number, offsetAt: (at: number) => number): number {
  let [from, to] = [Math.floor(before / MINUTE), Math.ceil(after / MINUTE)]
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (offsetAt(middle * MINUTE) === offset) from = middle
    else to = middle
  }
  return to * MINUTE
}
