import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Weekday } from '#contract/quiet.ts'
import { digestText } from '#domain/quiet-digest.ts'
import { findNextQuiet, findQuietSpan, neverEnds, type QuietTimes } from '#domain/quiet-hours.ts'
import { readClocks } from '#domain/schedule-zone.ts'

const ALL = Weekday.options
const MINUTE = 60_000
const at = (text: string) => Date.parse(text)
const show = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16))
const hours = (from: string, to: string, zone = 'Europe/Berlin', days: readonly Weekday[] = ALL): QuietTimes => ({
  days: [...days],
  from,
  to,
  zone,
})

const untilOf = (times: QuietTimes, now: string) => show(findQuietSpan(times, at(now))?.until)

describe('when it is quiet', () => {
  it('begins at its minute, is over at its end, and passes midnight', () => {
    const night = hours('22:00', '07:00')

    expect(untilOf(night, '2026-11-28T20:59:59Z')).toBeUndefined()
    expect(untilOf(night, '2026-11-28T21:00:00Z')).toBe('2026-11-29T06:00')
    expect(untilOf(night, '2026-11-29T05:59:59Z')).toBe('2026-11-29T06:00')
    expect(untilOf(night, '2026-11-29T06:00:00Z')).toBeUndefined()
    expect(show(findNextQuiet(night, at('2026-11-29T06:00:00Z')))).toBe('2026-11-29T21:00')
  })

  it('belongs to the day it begins on, and joins days that touch', () => {
    const weekend = hours('00:00', '00:00', 'UTC', ['sat', 'sun'])
    const friday = hours('22:00', '07:00', 'UTC', ['fri'])

    expect(untilOf(weekend, '2026-11-28T12:00:00Z')).toBe('2026-11-30T00:00')
    expect(untilOf(friday, '2026-11-28T06:00:00Z')).toBe('2026-11-28T07:00')
    expect(untilOf(friday, '2026-11-28T23:00:00Z')).toBeUndefined()
  })

  it('ends by the clocks on both days that they are set, in three zones', () => {
    const night = (zone: string) => hours('22:00', '07:00', zone)

    expect(untilOf(night('Europe/Berlin'), '2026-03-29T00:30:00Z')).toBe('2026-03-29T05:00')
    expect(untilOf(night('Europe/Berlin'), '2026-10-25T00:30:00Z')).toBe('2026-10-25T06:00')
    expect(untilOf(night('America/New_York'), '2026-11-01T06:30:00Z')).toBe('2026-11-01T12:00')
    expect(untilOf(night('Australia/Lord_Howe'), '2026-10-03T16:00:00Z')).toBe('2026-10-03T20:00')
  })

  it('ends where the clocks skip its end, and at the last showing of one shown twice', () => {
    const early = hours('22:00', '02:30')

    expect(untilOf(early, '2026-03-29T00:30:00Z')).toBe('2026-03-29T01:00')
    expect(untilOf(early, '2026-10-25T00:45:00Z')).toBe('2026-10-25T01:30')
    expect(untilOf(hours('02:15', '02:45'), '2026-03-29T01:00:00Z')).toBeUndefined()
  })

  it('knows the hours that never end', () => {
    expect(neverEnds(hours('08:00', '08:00'))).toBe(true)
    expect(neverEnds(hours('08:00', '08:00', 'UTC', ['mon', 'tue']))).toBe(false)
    expect(neverEnds(hours('08:00', '07:59'))).toBe(false)
  })
})

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia']
const clock = fc.integer({ min: 0, max: 1_439 }).map(minutes => {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
})
const anyHours = fc
  .record({
    days: fc.subarray([...ALL], { minLength: 1 }),
    from: clock,
    to: clock,
    zone: fc.constantFrom(...ZONES),
  })
  .filter(times => !neverEnds(times))
const anyMoment = fc
  .integer({ min: at('2026-01-01T00:00:00Z') / MINUTE, max: at('2028-01-01T00:00:00Z') / MINUTE })
  .map(minutes => minutes * MINUTE)

describe('any quiet hours at any moment of two years, in six zones', () => {
  it('are in a span that has begun and is not over, ends within eight days, and is not quiet right after', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, (times, now) => {
        const span = findQuietSpan(times, now)
        if (span === undefined) return
        expect(span.from).toBeLessThanOrEqual(now)
        expect(span.until).toBeGreaterThan(now)
        expect(span.until - now).toBeLessThan(8 * 86_400_000)
        expect(findQuietSpan(times, span.until)).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  })

  it('say of every minute what the clocks of the zone say, where those are not set that day', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, (times, now) => {
        const shown = readClocks(now, times.zone)
        const near = [-86_400_000, 86_400_000].map(away => readClocks(now + away, times.zone) - away)
        if (near.some(other => other !== shown)) return
        expect(findQuietSpan(times, now) !== undefined).toBe(isQuietByClocks(times, shown))
      }),
      { numRuns: 400 },
    )
  })

  it('begin next at a moment that is quiet and was not before', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, (times, now) => {
        if (findQuietSpan(times, now) !== undefined) return
        const next = findNextQuiet(times, now)
        // A week in which the clocks skip the only span of it has none.
        if (next === undefined) return
        expect(next).toBeGreaterThan(now)
        expect(findQuietSpan(times, next)).toBeDefined()
        expect(findQuietSpan(times, next - MINUTE)).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  })
})

/** The rule in other words: today's span, or what is left of yesterday's. */
function isQuietByClocks({ days, from, to }: QuietTimes, shown: number): boolean {
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
  const minute = Math.floor(shown / MINUTE) % 1_440
  const [begin, end] = [from, to].map(text => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) as [number, number]
  const today = names[new Date(shown).getUTCDay()] ?? 'sun'
  const yesterday = names[new Date(shown - 86_400_000).getUTCDay()] ?? 'sun'
  if (begin < end) return days.includes(today) && minute >= begin && minute < end
  return (days.includes(today) && minute >= begin) || (days.includes(yesterday) && minute < end)
}

it('sums up who wrote how much, the most first, and names no more than four', () => {
  const senders = ['web', ...Array.from({ length: 3 }, () => 'api'), 'c', 'd', 'e', 'f']

  expect(digestText(senders)).toBe(
    'Quiet hours are over. 8 notes waited: 3 from api, 1 from web, 1 from c, 1 from d, 2 from others. They are in your inbox now.',
  )
  expect(digestText(['a\nb', 'a\nb'])).not.toContain('\n')
})
