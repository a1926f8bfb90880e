import type { FilterValue, SpanCompare } from './filter-terms.ts'

type TimeValue = Extract<FilterValue, { kind: 'ago' | 'day' | 'at' }>
type SpanValue = Extract<FilterValue, { kind: 'span' }>

/** When a filter is asked, and where: both decide what `today` means. */
export interface Now {
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  /** Minutes that local time is ahead of UTC, for `today` and for times written without a zone. */
  readonly utcOffsetMinutes?: number
}

const DAY = 86_400_000
/** From the longest to the shortest, so that printing takes the first that divides. */
const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ['w', 7 * DAY],
  ['d', DAY],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
]
/** 999,999 weeks still make a valid date and an exact number. */
const SPAN = /^(\d{1,6})(ms|[smhdw])$/i
/** The end of the year 9999: what is behind it is not written with four digits. */
const LAST_MOMENT = 253_402_300_799_999
const DAYS = ['today', 'yesterday']
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?(Z|[+-]\d\d:?\d\d)?$/i

/** `2h`, `today`, `2026-11-20T10:00Z`; undefined when it is none of these or no day of the calendar. */
export function readTime(text: string): TimeValue | undefined {
  const ms = readSpanMs(text)
  if (ms !== undefined) return { kind: 'ago', ms }
  const daysAgo = DAYS.indexOf(text.toLowerCase())
  return daysAgo >= 0 ? { kind: 'day', daysAgo } : readMoment(text)
}

/** `>5s`, `<=2m`; a bare `5s` means at least so long. */
export function readSpan(text: string): SpanValue | undefined {
  const [, compare = '', rest = ''] = /^([<>]=?)?(.*)$/s.exec(text) ?? []
  const ms = readSpanMs(rest)
  return ms === undefined ? undefined : { kind: 'span', compare: (compare || '>=') as SpanCompare, ms }
}

export function printTime(value: TimeValue): string {
  if (value.kind === 'ago') return printSpanMs(value.ms)
  if (value.kind === 'day') return DAYS[value.daysAgo] ?? printSpanMs(value.daysAgo * DAY)
  const moment = new Date(value.at).toISOString()
  return value.local ? moment.slice(0, -1) : moment
}

export function printSpan(value: SpanValue): string {
  return value.compare + printSpanMs(value.ms)
}

/** The moment a time value means, in milliseconds since 1970 UTC. */
export function momentOf(value: TimeValue, { now, utcOffsetMinutes = 0 }: Now): number {
  const offset = utcOffsetMinutes * 60_000
  if (value.kind === 'ago') return now - value.ms
  if (value.kind === 'at') return value.local ? value.at - offset : value.at
  return Math.floor((now + offset) / DAY) * DAY - value.daysAgo * DAY - offset
}

export function spanHolds(value: SpanValue, ms: number): boolean {
  if (value.compare === '>') return ms > value.ms
  if (value.compare === '>=') return ms >= value.ms
  return value.compare === '<' ? ms < value.ms : ms <= value.ms
}

function readSpanMs(text: string): number | undefined {
  const [, count = '', name = ''] = SPAN.exec(text) ?? []
  const unit = UNITS.find(([short]) => short === name.toLowerCase())
  return unit === undefined ? undefined : Number(count) * unit[1]
}

function printSpanMs(ms: number): string {
  const [name, size] = UNITS.find(([, unit]) => ms > 0 && ms % unit === 0) ?? ['s', 1_000]
  return `${ms / size}${name}`
}

function readMoment(text: string): TimeValue | undefined {
  const [whole, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = TIME.exec(text) ?? []
  if (whole === undefined) return undefined
  const parts = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const
  const at = Date.UTC(...parts, Number(fraction.padEnd(3, '0')))
  const date = new Date(at)
  const seen = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes()]
  // Date.UTC turns 30 February into March and 25:00 into the next day; a person meant something else.
  if (seen.some((part, index) => part !== parts[index]) || date.getUTCSeconds() !== parts[5]) return undefined
  const offset = zoneMs(zone)
  if (offset === undefined || at - offset < 0 || at - offset > LAST_MOMENT) return undefined
  return { kind: 'at', at: at - offset, local: zone === undefined }
}

function zoneMs(zone: string | undefined): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '+00:00') ?? []
  if (sign === undefined) return 0
  const offset = Number(hours) * 60 + Number(minutes)
  if (offset > 14 * 60 || Number(minutes) > 59) return undefined
  return (sign === '-' ? -1 : 1) * offset * 60_000
}
