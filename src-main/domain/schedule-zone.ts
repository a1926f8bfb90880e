/** A moment at which the clocks of a zone are set, and from how far ahead of UTC to how far (milliseconds). */
export interface ClockChange {
  readonly at: number
  readonly before: number
  readonly after: number
}

/** What a reading of a zone's clocks means: one moment, none (they skip it), or two (they show it again). */
export type Moments =
  | { readonly kind: 'one'; readonly at: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'two'; readonly at: number; readonly again: number }

const DAY = 86_400_000
const MINUTE = 60_000

/** Making one costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>()

export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** What the zone's clocks show, as the moment at which UTC's clocks show the same. Whole seconds. */
export function readClocks(at: number, zone: string): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of formatOf(zone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** `2026-11-20 at 21:00 (Europe/Berlin)`. */
export function sayMoment(at: number, zone: string): string {
  const shown = new Date(readClocks(at, zone)).toISOString()
  return `${shown.slice(0, 10)} at ${shown.slice(11, 16)} (${zone})`
}

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  return readClocks(at, zone) - Math.floor(at / 1_000) * 1_000
}

/** The moments at which the zone's clocks show a time. @param shown as `readClocks` writes it */
export function findMoments(shown: number, zone: string): Moments {
  const offsets = new Set([offsetAt(shown - DAY, zone), offsetAt(shown + DAY, zone)])
  const [at, again] = [...offsets]
    .map(offset => shown - offset)
    .filter(moment => readClocks(moment, zone) === shown)
    .sort((a, b) => a - b)
  if (at === undefined) return { kind: 'none' }
  return again === undefined ? { kind: 'one', at } : { kind: 'two', at, again }
}

/** Every change of the clocks between two moments, in order. Two within one day that undo each other are not seen. */
export function findClockChanges(zone: string, from: number, to: number): readonly ClockChange[] {
  const changes: ClockChange[] = []
  let before = offsetAt(from, zone)
  for (let start = from; start < to; start += DAY) {
    const end = Math.min(start + DAY, to)
    const after = offsetAt(end, zone)
    if (after !== before) changes.push({ at: findChange(zone, start, end, before), before, after })
    before = after
  }
  return changes
}

/** The minute in which the zone leaves an offset. */
function findChange(zone: string, start: number, end: number, before: number): number {
  let low = Math.floor(start / MINUTE)
  let high = Math.ceil(end / MINUTE)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * MINUTE, zone) === before) low = middle
    else high = middle
  }
  return high * MINUTE
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}
