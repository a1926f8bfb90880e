import type { SessionState } from '#contract/session.ts'
import { findMoments, isZone, readClocks } from './schedule-zone.ts'

/** `You've hit your 5-hour limit · resets 12:49pm (UTC)`, and the other ways to say that nothing is left. */
const LIMIT_WORDS = /You've hit your [^\n]*limit|You're out of usage credits/u

/** `12:49pm`, `3pm`, `Dec 1, 3pm`, `Jan 2, 2027, 3:30pm`, each with its zone behind it or without. */
const RESET =
  /\bresets (?:(?<month>[A-Z][a-z]{2}) (?<day>\d{1,2}),? (?:(?<year>\d{4}),? )?(?:at )?)?(?<hour>\d{1,2})(?::(?<minute>\d\d))?(?<half>[ap])m(?: \((?<zone>[^()\s]+)\))?/u

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
/** Without a date it is at most a day ahead; a window of five hours cannot end later than that. */
const FIVE_HOURS = 5 * HOUR

/** What is known of a session that a usage limit stopped. */
export interface StoppedSession {
  readonly pid: number
  /** When it may go on (ms since 1970): the reset, or the moment a person chose. Null when neither is known. */
  readonly mayGoOnAt: number | null
  /** Its screen showed the limit, or it worked, since it was stopped: a screen without it means something then. */
  readonly wasSeen: boolean
}

/** How a session looks now. */
export interface SessionLook {
  readonly state: SessionState
  readonly detail: string
  readonly pid: number
}

/** Detail of a state that a screen rule reads off the words of a usage limit. */
export const USAGE_LIMIT = 'usage-limit'

/**
 * Whether a session is still stopped by its limit. Before the reset work proves nothing, since a prompt fails again;
 * after it work is its own going on. A screen that shows the limit no more ends it too: what it stopped is not in front
 * of it any longer, and nobody may say `continue` to that.
 */
export function isStillStopped({ pid, mayGoOnAt, wasSeen }: StoppedSession, look: SessionLook, now: number): boolean {
  if (look.state === 'gone' || look.pid !== pid) return false
  if (look.detail === USAGE_LIMIT) return true
  if (look.state === 'working') return mayGoOnAt !== null && now < mayGoOnAt
  return !(wasSeen && (look.state === 'idle' || look.state === 'done'))
}

/** True when these last words of a turn say that a usage limit ended it. */
export function isUsageLimit(words: string): boolean {
  return LIMIT_WORDS.test(words)
}

/**
 * When the limit resets, by the words that told of it: the first full minute in which it is over, since they leave the
 * seconds out. Undefined when they do not say.
 *
 * @param now milliseconds since 1970, when the words were read
 * @param here zone in which a time without one is meant
 */
export function findReset(words: string, now: number, here: string): number | undefined {
  const said = RESET.exec(words)?.groups
  if (said === undefined) return undefined
  const zone = said['zone'] ?? here
  if (!isZone(zone)) return undefined
  const hour = (Number(said['hour']) % 12) + (said['half'] === 'p' ? 12 : 0)
  const time = hour * HOUR + Number(said['minute'] ?? 0) * MINUTE
  const today = Math.floor(readClocks(now, zone) / DAY) * DAY
  const month = said['month'] === undefined ? undefined : MONTHS.indexOf(said['month'])
  if (month === undefined) return nearest([today - DAY, today, today + DAY], time, zone, now - earlier(words))
  if (month === -1) return undefined
  const year = Number(said['year'] ?? new Date(today).getUTCFullYear())
  const years = said['year'] === undefined ? [year, year + 1] : [year]
  const days = years.map(each => Date.UTC(each, month, Number(said['day'])))
  return nearest(days, time, zone, now - DAY)
}

/** The first of these days on which it comes no earlier than `from`. */
function nearest(days: readonly number[], time: number, zone: string, from: number): number | undefined {
  return days.map(day => momentOf(day + time, zone)).find(at => at >= from)
}

/** How long ago the moment may lie: words that have stood on a screen for a while speak of a reset that is over. */
function earlier(words: string): number {
  return /\b(?:5-hour|session) limit/u.test(words) ? DAY - FIVE_HOURS : MINUTE
}

/** A time that the clocks skip is taken as the moment by the offset before; of two showings the last is meant. */
function momentOf(shown: number, zone: string): number {
  const moments = findMoments(shown, zone)
  if (moments.kind === 'two') return moments.again + MINUTE
  return (moments.kind === 'one' ? moments.at : shown - (readClocks(shown - DAY, zone) - (shown - DAY))) + MINUTE
}
