import cronstrue from 'cronstrue'
import type { ScheduleWhen } from '#contract/schedule.ts'
import { readClocks } from '#domain/schedule-zone.ts'

const WORDS = { use24HourTimeFormat: true, verbose: false } as const

/** When a schedule fires, in words. */
export function sentenceOf(when: ScheduleWhen): string {
  switch (when.kind) {
    case 'cron':
      return `${describeCron(when.cron)}, ${when.zone}`
    case 'every':
      return `Every ${spanWords(when.minutes)}`
    case 'once':
      return `Once, on ${shown(when.at, when.zone)}, ${when.zone}`
    case 'event':
      return describeEvent(when)
  }
}

/** True when a line names days of the month and days of the week: a day must then be both. */
export function hasBothDays(cron: string): boolean {
  const [, , days = '*', , weekdays = '*'] = cron.trim().split(/\s+/)
  return isChosen(days) && isChosen(weekdays)
}

/** The library says "on day 13, and on Friday" where the engine means a 13th that is a Friday. */
export function describeCron(cron: string): string {
  if (!hasBothDays(cron)) return cronstrue.toString(cron.trim(), WORDS)
  const [minute, hour, days, month, weekdays] = cron.trim().split(/\s+/)
  const without = cronstrue.toString(`${minute} ${hour} ${days} ${month} *`, WORDS)
  const weekday = cronstrue.toString(`0 0 * * ${weekdays}`, WORDS).replace(/^At 00:00, (?:only )?(?:on )?/, '')
  return `${without}, but only when that is ${weekday}`
}

function isChosen(field: string): boolean {
  return field !== '*' && field !== '?'
}

function spanWords(minutes: number): string {
  const units = [
    [1_440, 'day'],
    [60, 'hour'],
    [1, 'minute'],
  ] as const
  const [size, unit] = units.find(([length]) => minutes % length === 0) ?? [1, 'minute']
  const count = minutes / size
  return count === 1 ? unit : `${count} ${unit}s`
}

/** The zone whose clocks a schedule is told in: its own, or else this machine's. */
export function zoneOf(when: ScheduleWhen): string {
  return 'zone' in when ? when.zone : new Intl.DateTimeFormat().resolvedOptions().timeZone
}

function shown(at: string, zone: string): string {
  return new Date(readClocks(Date.parse(at), zone)).toISOString().slice(0, 16).replace('T', ' at ')
}

function describeEvent({ on, filter, tag }: Extract<ScheduleWhen, { kind: 'event' }>): string {
  const of = filter === undefined ? '' : ` (${filter})`
  switch (on) {
    case 'session.idle':
      return `When a session${of} becomes idle`
    case 'session.done':
      return `When a session${of} is done`
    case 'session.blocked':
      return `When a session${of} needs you`
    case 'message.tagged':
      return `When a message with #${tag ?? ''} arrives${filter === undefined ? '' : ` from ${filter}`}`
    case 'hub.started':
      return 'When the hub starts'
  }
}
