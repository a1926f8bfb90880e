const UNITS = [
  { unit: 'd', length: 86_400_000 },
  { unit: 'h', length: 3_600_000 },
  { unit: 'm', length: 60_000 },
  { unit: 's', length: 1_000 },
] as const

/**
 * How long ago (or until when), in its largest whole unit: `now`, `12 s`, `4 m`, `in 2 h`. What is to come is rounded
 * first: of two hours that were asked for a moment ago, one and fifty-nine minutes are left.
 */
export function relativeTime(at: string, now: number): string {
  const span = now - Date.parse(at)
  if (Number.isNaN(span)) return '?'
  const length = span < 0 ? roundSpan(-span) : span
  const unit = UNITS.find(each => length >= each.length)
  if (unit === undefined) return 'now'
  const words = `${Math.floor(length / unit.length)} ${unit.unit}`
  return span < 0 ? `in ${words}` : words
}

/** To the minute, and the last one to the second. */
function roundSpan(span: number): number {
  const grain = span < 60_000 ? 1_000 : 60_000
  return Math.round(span / grain) * grain
}

let format: Intl.DateTimeFormat | undefined

/** Local time of day with milliseconds, as steps of a receipt show it. */
export function timeOfDay(at: string): string {
  format ??= new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  })
  const time = Date.parse(at)
  return Number.isNaN(time) ? '?' : format.format(time)
}
