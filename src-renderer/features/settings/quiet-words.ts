import type { QuietHours, Weekday } from '#contract/quiet.ts'

export const WEEK: readonly (readonly [Weekday, string])[] = [
  ['mon', 'Mon'],
  ['tue', 'Tue'],
  ['wed', 'Wed'],
  ['thu', 'Thu'],
  ['fri', 'Fri'],
  ['sat', 'Sat'],
  ['sun', 'Sun'],
]

export function whoWords(who: string): string {
  return who === 'owner' ? 'You' : who
}

/** "22:00 to 07:00, every day, Europe/Berlin". */
export function quietWords({ from, to, days, zone }: QuietHours): string {
  const named = WEEK.filter(([day]) => days.includes(day)).map(([, word]) => word)
  return `${from} to ${to}, ${named.length === WEEK.length ? 'every day' : named.join(' ')}, ${zone}`
}
