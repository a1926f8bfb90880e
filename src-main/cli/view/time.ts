const UNITS = [
  { unit: 'd', length: 86_400_000 },
  { unit: 'h', length: 3_600_000 },
  { unit: 'm', length: 60_000 },
  { unit: 's', length: 1_000 },
] as const

/** How long ago (or until when), in its largest whole unit: `now`, `12 s`, `4 m`, `in 2 h`. */
export function relativeTime(at: string, now: number): string {
  const span = now - Date.parse(at)
  if (Number.isNaN(span)) return '?'
  const length = Math.abs(span)
  const unit = UNITS.find(each => length >= each.length)
  if (unit === undefined) return 'now'
  const words = `${Math.floor(length / unit.length)} ${unit.unit}`
  return span < 0 ? `in ${words}` : words
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
