import { Cron } from 'croner'
import { createTask } from 'node-cron'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findMoments } from '#domain/schedule-zone.ts'
import { listNext } from '#domain/schedule-times.ts'
import { warnOfClockChanges } from '#domain/schedule-warnings.ts'
import { cronTimes, findCronProblem, isEverDue } from '#hub/scheduler-cron.ts'
import { describeCron, sentenceOf } from '#hub/scheduler-sentence.ts'
import { drawCronLine, ZONES } from '../support/cron-lines.ts'
import { createRandom, scaled, scaledLimit } from '../support/scale.ts'

const NOW = Date.UTC(2026, 10, 20, 14)
const DAY = 86_400_000
const text = (moments: readonly number[]) => moments.map(at => new Date(at).toISOString().slice(0, 16))

afterEach(() => void vi.useRealTimers())

it(
  'finds the moments that node-cron itself would fire at',
  () => {
    const random = createRandom()
    for (let round = 0; round < scaled(150, 2_000); round += 1) {
      const [line, zone] = [drawCronLine(random), random.pick(ZONES)]
      const from = NOW + random.below(400) * DAY + random.below(DAY)
      vi.useFakeTimers({ toFake: ['Date'], now: from })
      const task = createTask(line, () => undefined, { timezone: zone })
      const theirs = task.getNextRuns(5).map(at => at.getTime())
      void task.destroy()
      vi.useRealTimers()

      const ours = listNext(cronTimes(line, zone), from, 5)

      expect(text(ours), `${line} in ${zone}`).toEqual(text(theirs))
      expect(
        ours.every(at => task.match(new Date(at))),
        `${line} in ${zone}`,
      ).toBe(true)
    }
  },
  scaledLimit(30_000),
)

describe('beside croner', () => {
  it(
    'differs only where the clocks change',
    () => {
      const random = createRandom()
      const different: string[] = []
      for (let round = 0; round < scaled(120, 2_000); round += 1) {
        const [line, zone] = [drawCronLine(random), random.pick(ZONES)]
        const from = NOW + random.below(400) * DAY
        const theirs = new Cron(line, { timezone: zone }).nextRuns(10, new Date(from)).map(at => at.getTime())
        const ours = listNext(cronTimes(line, zone), from, 10)
        const end = Math.min(theirs.at(-1) ?? Infinity, ours.at(-1) ?? Infinity)
        const only = [...theirs.filter(at => !ours.includes(at)), ...ours.filter(at => !theirs.includes(at))]
        different.push(...only.filter(at => at <= end && !isNearChange(at, zone)).map(at => `${line} ${zone} ${at}`))
      }

      expect(different).toEqual([])
    },
    scaledLimit(30_000),
  )

  it('wants both day fields to hold, where croner takes either', () => {
    const theirs = new Cron('0 9 13 * 5', { timezone: 'UTC' }).nextRun(new Date(NOW))?.getTime() ?? 0

    expect(text(listNext(cronTimes('0 9 13 * 5', 'UTC'), NOW, 1))).toEqual(['2027-08-13T09:00'])
    expect(text([theirs])).toEqual(['2026-11-27T09:00'])
  })

  it('leaves out a time the clocks skip, where croner runs it right after', () => {
    const eve = Date.UTC(2027, 2, 27, 12)
    const theirs = new Cron('30 2 * * *', { timezone: 'Europe/Berlin' }).nextRun(new Date(eve))?.getTime() ?? 0

    expect(text(listNext(cronTimes('30 2 * * *', 'Europe/Berlin'), eve, 1))).toEqual(['2027-03-29T00:30'])
    expect(text([theirs])).toEqual(['2027-03-28T01:00'])
  })
})

/** Within three hours of a change of the zone's clocks. */
function isNearChange(at: number, zone: string): boolean {
  const offset = (moment: number) =>
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).format(moment).split(', ').at(-1)
  return offset(at - 3 * 3_600_000) !== offset(at + 3 * 3_600_000)
}

describe('the clocks of three zones', () => {
  it.each([
    [
      'Europe/Berlin',
      'On 2027-03-28 the clocks skip 02:00 to 03:00: 02:30 is left out that day',
      'On 2027-10-31 the clocks show 02:00 to 03:00 twice: 02:30 fires the first time only',
    ],
    ['America/New_York', 'On 2027-03-14 the clocks skip 02:00 to 03:00: 02:30 is left out that day', undefined],
    ['Asia/Tokyo', undefined, undefined],
  ])('are told of for %s', (zone, spring, autumn) => {
    const told = warnOfClockChanges(cronTimes('30 2 * * *', zone).isDue, zone, NOW).map(warning => warning.text)

    expect(told).toEqual([spring, autumn].filter(one => one !== undefined))
  })

  it('mean one moment, none or two', () => {
    expect(findMoments(Date.UTC(2027, 2, 28, 2, 30), 'Europe/Berlin')).toEqual({ kind: 'none' })
    expect(findMoments(Date.UTC(2026, 9, 25, 2, 30), 'Europe/Berlin')).toMatchObject({
      kind: 'two',
      at: Date.UTC(2026, 9, 25, 0, 30),
    })
    expect(findMoments(Date.UTC(2026, 10, 20, 21), 'Asia/Kathmandu')).toMatchObject({
      kind: 'one',
      at: Date.UTC(2026, 10, 20, 15, 15),
    })
  })
})

it.each([
  ['0 25 * * *', 'hour', '25'],
  ['x * * * *', 'minute', 'x'],
  ['0 9 32 * *', 'day of month', '32'],
  ['0 9 * 13 *', 'month', '13'],
  ['0 9 * * 8', 'day of week', '8'],
  ['0 9 31 2 *', 'day of month', '31'],
  ['5/15 * * * *', 'minute', '5/15'],
  ['0-99999999999 * * * *', 'minute', '0-99999999999'],
  ['* * * * * *', 'line', '* * * * * *'],
  ['@often', 'expression', '@often'],
  ['', 'line', ''],
  ['0 9 * * *; rm -rf /', 'line', '0 9 * * *; rm -rf /'],
])('refuses the line %j and says which field', (line, field, value) => {
  expect(findCronProblem(line)).toMatchObject({ field, value })
})

it('knows a line that no day satisfies, and has no end of patience', () => {
  expect(isEverDue('0 0 31 * *', NOW)).toBe(true)
  expect(isEverDue('0 0 29 2 *', NOW)).toBe(true)
  expect(isEverDue('0 0 1 1 1#5', NOW)).toBe(false)
})

it.each([
  ['0 21 * * *', 'At 21:00'],
  ['*/15 9-17 * * 1-5', 'Every 15 minutes, between 09:00 and 17:59, Monday through Friday'],
  ['0 9 13 * 5', 'At 09:00, on day 13 of the month, but only when that is Friday'],
  ['0 9 1-7 * MON', 'At 09:00, between day 1 and 7 of the month, but only when that is Monday'],
  ['@daily', 'At 00:00'],
])('says in words what %s means', (line, words) => {
  expect(describeCron(line)).toBe(words)
})

it('says every other when in words too', () => {
  expect(sentenceOf({ kind: 'every', minutes: 120 })).toBe('Every 2 hours')
  expect(sentenceOf({ kind: 'once', at: '2026-12-01T20:00:00.000Z', zone: 'Europe/Berlin' })).toBe(
    'Once, on 2026-12-01 at 21:00, Europe/Berlin',
  )
  expect(sentenceOf({ kind: 'event', on: 'session.done', filter: 'group:api' })).toBe(
    'When a session (group:api) is done',
  )
})

/** The eve of clocks that are set back by an hour, by half an hour, and by two. */
const SET_BACK = [
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00:00Z'],
] as const

it.each(SET_BACK)('goes on right from a start within an hour that is shown twice: %s', (zone, change) => {
  const HOUR = 3_600_000
  for (const line of ['*/20 * * * *', '7 1-3 * * *', '30 2 * * *', '59 0-3 * * *']) {
    const times = cronTimes(line, zone)
    const all: number[] = []
    let at: number | undefined = Date.parse(change) - 24 * HOUR
    while (at !== undefined && at < Date.parse(change) + 12 * HOUR) {
      at = times.next(at)
      if (at !== undefined) all.push(at)
    }

    for (let start = Date.parse(change) - 5 * HOUR; start < Date.parse(change) + 5 * HOUR; start += 5 * 60_000) {
      expect(times.next(start), `${line} after ${new Date(start).toISOString()}`).toBe(all.find(one => one > start))
    }
  }
})
