const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

/** How long ago, in one short word: "now", "12 s", "4 m". @param at ISO 8601; @param now ms since 1970 */
export function ago(at: string, now: number): string {
  const passed = now - Date.parse(at)
  const unit = UNITS.find(([, length]) => passed >= length)
  return unit === undefined ? 'now' : `${Math.floor(passed / unit[1])} ${unit[0]}`
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const CLOCK_SECONDS = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** "14:02". */
export function clock(at: number | string): string {
  return CLOCK.format(new Date(at))
}

/** "14:02:11". */
export function clockSeconds(at: number | string): string {
  return CLOCK_SECONDS.format(new Date(at))
}
