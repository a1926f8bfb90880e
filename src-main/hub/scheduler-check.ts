import { HubError } from '#contract/errors.ts'
import type { ScheduleWhen, ScheduleWhat, SchedulePolicy } from '#contract/schedule.ts'
import { parseFilter } from '#domain/filter.ts'
import { findMoments, isZone } from '#domain/schedule-zone.ts'
import { parseTarget } from '#domain/target.ts'
import type { Hub } from './hub.ts'
import { isOwner } from './owner-mailbox.ts'
import { findCronProblem, isEverDue } from './scheduler-cron.ts'
import { getExecutor } from './scheduler-executors.ts'
import { targetsOf } from './scheduler-targets.ts'
import { expiryOf } from './scheduler-times.ts'

/** The `when` as it is kept: checked, with every moment written as UTC. */
export function checkWhen(when: ScheduleWhen, now: number): ScheduleWhen {
  switch (when.kind) {
    case 'cron':
      return checkCron(when, now)
    case 'every':
      return { ...when, from: when.from ?? new Date(now).toISOString() }
    case 'once':
      return checkOnce(when, now)
    case 'event':
      return checkEvent(when)
  }
}

/** Refuses what can be known to be wrong before it fires. */
export function checkWhat(hub: Hub, what: ScheduleWhat): void {
  checkTargets(what)
  getExecutor(what.kind).check?.(hub, what)
}

/** Targets that can be read. Whether somebody answers to them is asked when it fires. */
export function checkTargets(what: ScheduleWhat): void {
  for (const target of targetsOf(what)) {
    if (isOwner(target)) continue
    const parsed = parseTarget(target)
    if (parsed.kind !== 'bad') continue
    throw new HubError('bad_filter', `The target "${target}" cannot be read: ${parsed.message}`, {
      data: { filter: target, position: parsed.position },
    })
  }
}

export function checkPolicy(policy: SchedulePolicy, now: number): void {
  const expiry = expiryOf(policy)
  if (expiry !== null && expiry <= now) throw wrong('expiresAt', policy.expiresAt ?? '', 'it is in the past')
}

function wrong(field: string, value: string, message: string, hint = ''): HubError {
  return new HubError('bad_schedule', `${field} "${value}" cannot be: ${message}`, { hint, data: { field, value } })
}

function checkCron(when: Extract<ScheduleWhen, { kind: 'cron' }>, now: number): ScheduleWhen {
  checkZone(when.zone)
  const cron = when.cron.trim()
  const found = findCronProblem(cron)
  if (found !== undefined) throw wrong(found.field, found.value, found.message, 'For example 0 21 * * 1-5.')
  if (!isEverDue(cron, now)) throw wrong('line', cron, 'no day of the coming hundred years is meant by it')
  return { ...when, cron }
}

function checkZone(zone: string): void {
  if (!isZone(zone)) throw wrong('zone', zone, 'no time zone has that name', 'For example Europe/Berlin, or UTC.')
}

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/

function checkOnce(when: Extract<ScheduleWhen, { kind: 'once' }>, now: number): ScheduleWhen {
  checkZone(when.zone)
  const at = readMoment(when.at.trim(), when.zone)
  if (at <= now) throw wrong('moment', when.at, 'it is in the past')
  return { ...when, at: new Date(at).toISOString() }
}

function readMoment(text: string, zone: string): number {
  const local = LOCAL.exec(text)
  if (local !== null) {
    const [, day = '', time = ''] = local
    const shown = Date.parse(`${day}T${time}Z`)
    // A 30th of February is read as a day of March.
    if (Number.isNaN(shown) || !new Date(shown).toISOString().startsWith(day)) throw noMoment(text)
    const moments = findMoments(shown, zone)
    if (moments.kind === 'none') throw wrong('moment', text, `the clocks of ${zone} skip it`)
    return moments.at
  }
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text) && /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw noMoment(text)
  return at
}

function noMoment(text: string): HubError {
  return wrong('moment', text, 'it is no moment', 'For example 2026-12-01T21:00, or 2026-12-01T20:00:00Z.')
}

function checkEvent(when: Extract<ScheduleWhen, { kind: 'event' }>): ScheduleWhen {
  const { on, tag, filter } = when
  if (on === 'message.tagged' && tag === undefined) throw wrong('tag', '', 'an event of a message names a tag')
  if (on !== 'message.tagged' && tag !== undefined) throw wrong('tag', tag, `${on} has no tag`)
  if (on === 'hub.started' && filter !== undefined) throw wrong('filter', filter, `${on} has no session`)
  const parsed = parseFilter(filter ?? '')
  if (parsed.kind === 'filter') return when
  throw new HubError('bad_filter', parsed.message, { data: { filter: filter ?? '', position: parsed.position } })
}
