/** The zone of whoever looks at the page. */
export const HERE = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Zones to choose from, as this browser knows them. */
export const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]

const formats = new Map<string, Intl.DateTimeFormat>()

/** So far away (ms) a day needs its year. */
const FAR = 300 * 86_400_000

/** `Fri 20 Nov, 21:00` in a zone, with its year where that is far away; in UTC where the zone is none. */
export function momentIn(at: string, zone: string): string {
  const moment = Date.parse(at)
  const isFar = Math.abs(moment - Date.now()) > FAR
  const key = `${zone} ${isFar}`
  const known = formats.get(key) ?? makeFormat(zone, isFar)
  formats.set(key, known)
  return known.format(moment)
}

/** How long until then, in one or two units: `in 3 h 20 m`. @param now ms since 1970 */
export function untilWords(at: string, now: number): string {
  const minutes = Math.max(0, Math.round((Date.parse(at) - now) / 60_000))
  if (minutes === 0) return 'now'
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60]
  if (days > 0) return `in ${days} d${hours > 0 ? ` ${hours} h` : ''}`
  return hours > 0 ? `in ${hours} h${rest > 0 ? ` ${rest} m` : ''}` : `in ${rest} m`
}

function makeFormat(zone: string, hasYear: boolean): Intl.DateTimeFormat {
  const fields = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(hasYear ? { year: 'numeric' as const } : {}),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const
  try {
    return new Intl.DateTimeFormat('en-GB', { ...fields, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...fields, timeZone: 'UTC' })
  }
}
