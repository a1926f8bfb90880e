/** The moments at which something is due, in milliseconds since 1970. */
export interface DueTimes {
  /** The first one later than this, or undefined when there is none. */
  next(after: number): number | undefined
}

const MINUTE = 60_000

/** Every so many minutes of elapsed time, the first after one such span. */
export function everyMinutes(minutes: number, from: number): DueTimes {
  const span = minutes * MINUTE
  return { next: after => from + span * Math.max(1, Math.floor((after - from) / span) + 1) }
}

export function onceAt(at: number): DueTimes {
  return { next: after => (at > after ? at : undefined) }
}

/** The same moments, up to and with the last one allowed. */
export function until(times: DueTimes, last: number | null): DueTimes {
  if (last === null) return times
  return {
    next(after) {
      const found = times.next(after)
      return found !== undefined && found <= last ? found : undefined
    },
  }
}

/** The next so many, in order. */
export function listNext(times: DueTimes, after: number, count: number): readonly number[] {
  const found: number[] = []
  for (let at = times.next(after); at !== undefined && found.length < count; at = times.next(at)) found.push(at)
  return found
}

/** How far back the newest are looked for at first, in milliseconds; then twice as far, and so on. */
const FIRST_STEP = 2 * MINUTE

/** The newest so many from `from` up to and with `to`, in order. Does not walk through all of a long span. */
export function listNewest(times: DueTimes, from: number, to: number, count: number): readonly number[] {
  for (let step = FIRST_STEP; ; step *= 2) {
    const start = Math.max(from, to - step)
    const found = listBetween(times, start, to)
    if (found.length >= count || start === from) return found.slice(-count)
  }
}

/** How many there are from `from` up to and with `to`; counting stops at `most`. */
export function countDue(times: DueTimes, from: number, to: number, most: number): number {
  let count = 0
  for (let at = times.next(from - 1); at !== undefined && at <= to && count < most; at = times.next(at)) count += 1
  return count
}

function listBetween(times: DueTimes, from: number, to: number): readonly number[] {
  const found: number[] = []
  for (let at = times.next(from - 1); at !== undefined && at <= to; at = times.next(at)) found.push(at)
  return found
}
