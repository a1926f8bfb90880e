import type { Outputs } from '#client/calls.ts'
import { printSafe } from '../print-safe.ts'
import { plural } from './plural.ts'
import { relativeTime } from './time.ts'

type QuietNow = Outputs['quiet']['set']

/** `owner: 22:00 to 07:00 Europe/Berlin, every day: now, 3 notes wait, over in 4 h`. */
export function quietLine({ who, days, from, to, zone, until, next, held }: QuietNow, now: number): string {
  const when = days.length === 7 ? 'every day' : days.join(' ')
  const head = `${who}: ${from} to ${to} ${zone}, ${when}`
  if (until !== null)
    return printSafe(`${head}: now, ${plural(held, 'note')} waiting, over ${relativeTime(until, now)}`)
  return printSafe(next === null ? head : `${head}: begins ${relativeTime(next, now)}`)
}
