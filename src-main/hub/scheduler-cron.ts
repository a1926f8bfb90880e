import { createTask, parse, validateDetailed, type ParsedFields } from 'node-cron'
import type { DueTimes } from '#domain/schedule-times.ts'
import { findMoments, readClocks } from '#domain/schedule-zone.ts'

/** What is wrong with a cron line: in which field, and in words. */
export interface CronProblem {
  readonly field: string
  readonly value: string
  readonly message: string
}

/** When a cron line is due in a zone, as node-cron computes it. */
export interface CronTimes extends DueTimes {
  /** Whether the line means a reading of the clocks, written as the moment at which UTC's clocks show it. */
  isDue(shown: number): boolean
  readonly fields: ParsedFields
}

/** node-cron's own search, with which its tasks find their next run. Not in its types: a test holds both equal. */
interface Search {
  getNextMatch(after: Date): Date
}

const FIELDS = ['minute', 'hour', 'day of month', 'month', 'day of week'] as const
const FIELD_WORDS: Readonly<Record<string, string>> = { dayOfMonth: 'day of month', dayOfWeek: 'day of week' }

/** No zone sets its clocks back further than two hours at once, in milliseconds. */
const LONGEST_SET_BACK = 3 * 3_600_000

/** Lines in use at once; the one asked for longest ago gives way. */
const KEPT = 500
const known = new Map<string, CronTimes>()

/** The times of a line that `findCronProblem` found nothing wrong with. */
export function cronTimes(cron: string, zone: string): CronTimes {
  const key = `${zone} ${cron}`
  const times = known.get(key) ?? makeTimes(cron, zone)
  known.delete(key)
  known.set(key, times)
  const [oldest] = known.keys()
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
  return times
}

export function findCronProblem(cron: string): CronProblem | undefined {
  const line = cron.trim()
  if (!line.startsWith('@')) {
    const parts = line.split(/\s+/)
    if (parts.length !== FIELDS.length) return wrongCount(line, parts.length)
    // Ranges are written out before they are judged: a large number would fill the memory first.
    const large = parts.findIndex(part => /\d{3}/.test(part))
    if (large >= 0) return problem(FIELDS[large] ?? '', parts[large] ?? '', 'no number there has three digits')
  }
  const { errors } = validateDetailed(line)
  const [first] = errors
  if (first === undefined) return undefined
  const field = FIELD_WORDS[first.field] ?? first.field
  const value = first.value ?? line
  return problem(field, value, wordsFor(field, value, first.message))
}

/** True when some day comes that the line means. */
export function isEverDue(cron: string, now: number): boolean {
  return cronTimes(cron, 'UTC').next(now) !== undefined
}

function makeTimes(cron: string, zone: string): CronTimes {
  const line = cron.trim()
  const search = searchOf(line, zone)
  const clocks = createTask(line, () => undefined, { timezone: 'UTC' })
  void clocks.destroy()
  return {
    fields: parse(line),
    isDue: shown => clocks.match(new Date(shown)),
    next: after => (isShownAgain(after, zone) ? nextOfBoth(search, after) : nextMatch(search, after)),
  }
}

/** Whether the clocks of the zone will show this reading once more, because they are set back soon. */
function isShownAgain(at: number, zone: string): boolean {
  // Two readings answer nearly every question: an hour that is shown twice is short before a change.
  const span = readClocks(at + LONGEST_SET_BACK, zone) - readClocks(at, zone)
  if (span >= LONGEST_SET_BACK) return false
  const moments = findMoments(readClocks(at, zone), zone)
  return moments.kind === 'two' && at < moments.again
}

/**
 * The search reads the moment it starts at on the zone's clocks, takes what they show for the second showing, and so
 * leaves out what was due between. From before the first showing it leaves out nothing.
 */
function nextOfBoth(search: Search, after: number): number | undefined {
  let at = nextMatch(search, after - LONGEST_SET_BACK)
  while (at !== undefined && at <= after) at = nextMatch(search, at)
  return at
}

function nextMatch(search: Search, after: number): number | undefined {
  try {
    return search.getNextMatch(new Date(after)).getTime()
  } catch {
    // Its only failure here: it looked a hundred years ahead.
    return undefined
  }
}

function searchOf(line: string, zone: string): Search {
  const task = createTask(line, () => undefined, { timezone: zone })
  void task.destroy()
  return (task as unknown as { readonly timeMatcher: Search }).timeMatcher
}

function wrongCount(line: string, count: number): CronProblem {
  const has = `this has ${count}`
  return problem('line', line, `a cron line has five fields (${FIELDS.join(', ')}); ${has}`)
}

function wordsFor(field: string, value: string, message: string): string {
  if (/^\d+\/\d+$/.test(value)) return `write a range before the step: ${value.replace('/', '-59/')}`
  if (message.includes('impossible')) return 'no month it names has that day'
  return field === 'expression' ? message : 'it is out of range or not a number, name, list, range or step'
}

function problem(field: string, value: string, message: string): CronProblem {
  return { field, value, message }
}
