import { expect, it } from 'vitest'
import { findReset, isUsageLimit } from '#domain/usage-limit.ts'

/** When words were read, what they say, and the first minute in which the limit is over. */
const READ: readonly (readonly [string, string, string])[] = [
  ['2026-11-28T12:46:32Z', "You've hit your 5-hour limit · resets 12:49pm (UTC)", '2026-11-28T12:50:00Z'],
  ['2026-11-28T22:10:00Z', "You've hit your session limit · resets 2am (UTC)", '2026-11-29T02:01:00Z'],
  ['2026-11-28T12:00:00Z', "You've hit your weekly limit · resets 12am (Europe/Berlin)", '2026-11-28T23:01:00Z'],
  ['2026-11-28T12:00:00Z', "You've hit your Opus limit · resets Dec 1, 3pm (Europe/Berlin)", '2026-12-01T14:01:00Z'],
  ['2026-12-30T12:00:00Z', "You've hit your weekly limit · resets Jan 2, 2027, 3:30pm (UTC)", '2027-01-02T15:31:00Z'],
  ['2026-12-30T12:00:00Z', "You've hit your weekly limit · resets Jan 2, 3:30pm (UTC)", '2027-01-02T15:31:00Z'],
  // A zone that is not said is the machine's own, which is UTC here.
  ['2026-11-28T12:46:32Z', '⚠ Usage limit reached · limit resets 12:49pm', '2026-11-28T12:50:00Z'],
  // The clocks of Berlin are set back at 3 in the morning: of two showings the later one is sure.
  ['2026-10-24T22:00:00Z', "You've hit your 5-hour limit · resets 2:30am (Europe/Berlin)", '2026-10-25T01:31:00Z'],
  // They skip 2:30 in spring.
  ['2026-03-28T23:00:00Z', "You've hit your 5-hour limit · resets 2:30am (Europe/Berlin)", '2026-03-29T01:31:00Z'],
]

it.each(READ)('read at %s, "%s" means %s', (now, words, reset) => {
  const at = findReset(words, Date.parse(now), 'UTC')

  expect(new Date(at ?? 0).toISOString()).toBe(new Date(reset).toISOString())
})

it('takes a reset of hours ago, found on a screen after a restart, for one that is over', () => {
  const now = Date.parse('2026-11-28T16:00:00Z')

  const at = findReset("You've hit your 5-hour limit · resets 3pm (UTC)", now, 'UTC')

  expect(at).toBe(Date.parse('2026-11-28T15:01:00Z'))
})

it.each([
  "You've hit your monthly spend limit.",
  "You've hit your 5-hour limit · resets soon",
  "You've hit your 5-hour limit · resets 3pm (Not/AZone)",
  "You've hit your weekly limit · resets Foo 1, 3pm (UTC)",
])('names no moment for "%s"', words => {
  expect(isUsageLimit(words)).toBe(true)
  expect(findReset(words, Date.parse('2026-11-28T12:00:00Z'), 'UTC')).toBeUndefined()
})

it.each(['API Error: Request rejected (429) · resets 3pm', 'API Error: Repeated 529 Overloaded errors', ''])(
  'does not take "%s" for a usage limit',
  words => {
    expect(isUsageLimit(words)).toBe(false)
  },
)
