import { HubError } from '#contract/errors.ts'
import type { SchedulePreview, ScheduleWarning, ScheduleWhat, ScheduleWhen } from '#contract/schedule.ts'
import type { Session } from '#contract/session.ts'
import { sayMoment } from '#domain/schedule-zone.ts'
import { countDue, listNewest, listNext, until, type DueTimes } from '#domain/schedule-times.ts'
import { warnOfClockChanges } from '#domain/schedule-warnings.ts'
import type { ReadDb } from '#store/handles.ts'
import { hasSlot } from '#store/schedule-runs.ts'
import { listSchedules, type ScheduleRow } from '#store/schedules.ts'
import { toTimestamp } from '#store/time.ts'
import type { Hub } from './hub.ts'
import { isOwner } from './owner-mailbox.ts'
import { resolveSessions } from './resolve-sessions.ts'
import { targetsOf } from './scheduler-targets.ts'
import { cronTimes } from './scheduler-cron.ts'
import { hasBothDays, sentenceOf, zoneOf } from './scheduler-sentence.ts'
import { dueTimesOf, timesOf } from './scheduler-times.ts'

/** What is previewed: a checked `when`, with what it does where that is known. */
export interface Previewed {
  readonly when: ScheduleWhen
  readonly what: ScheduleWhat | undefined
  /** Nothing is due after this; null without an end. */
  readonly expiresAt: number | null
  /** The schedule it is of, which does not collide with itself. */
  readonly id: string | undefined
}

/** Two runs this close (ms) meet at a target they share. */
const CLOSE = 60_000
/** Runs of each schedule that are compared. */
const COMPARED = 50
/** Firing more often than this (ms) is seldom meant. */
const OFTEN = 5 * 60_000

/** When it is due and what a person should know, computed by what will fire it. */
export function previewOf(hub: Hub, { when, what, expiresAt, id }: Previewed, count: number): SchedulePreview {
  const now = hub.clock.now()
  const times = until(timesOf(when), expiresAt)
  const { sessions, absent } = meantBy(hub, what)
  return {
    sentence: sentenceOf(when),
    next: listNext(times, now, count).map(toTimestamp),
    targets: sessions.map(({ address, name }) => ({ address, name })),
    warnings: [
      ...warnOfDays(when),
      ...(when.kind === 'cron' ? warnOfClocks(when, now) : []),
      ...warnOfPace(times, now, when),
      ...absent,
      ...warnOfCollisions(hub, when, sessions, { times, id, now }),
    ],
  }
}

/** Sessions that a what speaks to now; those that cannot be found are told of, not refused: they may come. */
function meantBy(hub: Hub, what: ScheduleWhat | undefined) {
  const sessions = new Map<string, Session>()
  const absent: ScheduleWarning[] = []
  for (const target of what === undefined ? [] : targetsOf(what)) {
    if (isOwner(target)) continue
    try {
      for (const session of resolveSessions(hub.world(), [target])) sessions.set(session.address, session)
    } catch (error) {
      if (!(error instanceof HubError)) throw error
      absent.push({ kind: 'absent', text: `${error.message} now` })
    }
  }
  return { sessions: [...sessions.values()], absent }
}

function warnOfDays(when: ScheduleWhen): readonly ScheduleWarning[] {
  if (when.kind !== 'cron' || !hasBothDays(when.cron)) return []
  const text = 'Both day fields are set: a day must satisfy both. Other crons fire when either does.'
  return [{ kind: 'both_days', text }]
}

function warnOfClocks({ cron, zone }: Extract<ScheduleWhen, { kind: 'cron' }>, now: number) {
  return warnOfClockChanges(cronTimes(cron, zone).isDue, zone, now)
}

function warnOfPace(times: DueTimes, now: number, when: ScheduleWhen): readonly ScheduleWarning[] {
  const [first, second] = listNext(times, now, 2)
  if (first === undefined)
    return when.kind === 'event' ? [] : [{ kind: 'never_again', text: 'Nothing is due any more' }]
  if (second === undefined || second - first >= OFTEN) return []
  return [{ kind: 'often', text: `It fires every ${Math.round((second - first) / 60_000)} minutes: is that meant?` }]
}

function warnOfCollisions(
  hub: Hub,
  when: ScheduleWhen,
  sessions: readonly Session[],
  { times, id, now }: { readonly times: DueTimes; readonly id: string | undefined; readonly now: number },
): readonly ScheduleWarning[] {
  if (sessions.length === 0) return []
  const mine = listNext(times, now, COMPARED)
  const others = listSchedules(hub.store.read).filter(row => row.state === 'active' && row.id !== id)
  return others.flatMap(other => {
    const meeting = listNext(dueTimesOf(other), now, COMPARED).find(at => mine.some(own => Math.abs(own - at) < CLOSE))
    const shared = meeting === undefined ? undefined : sharedTarget(hub, sessions, other)
    if (meeting === undefined || shared === undefined) return []
    return [
      {
        kind: 'collision' as const,
        text: `${other.name} speaks to ${shared.name} at the same time, first on ${sayMoment(meeting, zoneOf(when))}`,
      },
    ]
  })
}

function sharedTarget(hub: Hub, sessions: readonly Session[], other: ScheduleRow): Session | undefined {
  const theirs = new Set(meantBy(hub, other.what).sessions.map(({ address }) => address))
  return sessions.find(({ address }) => theirs.has(address))
}

/** Due moments of a past span that are looked at. */
const LOOKED_AT = 1_000

interface Span {
  readonly from: string
  readonly to: string
  readonly most: number
}

/** Past due moments without a run, the newest `most`; how many have one, and how many more there are. */
export function findUnrun(hub: Hub, db: ReadDb, row: ScheduleRow, { from, to, most }: Span) {
  const start = Date.parse(from)
  const end = Math.min(Date.parse(to), hub.clock.now())
  const times = dueTimesOf(row)
  const all = start > end ? [] : listNewest(times, start, end, LOOKED_AT)
  const unrun = all.filter(at => !hasSlot(db, row.id, `due:${at}`))
  const due = unrun.slice(-most)
  const counted = start > end ? 0 : countDue(times, start, end, LOOKED_AT)
  return {
    due: [...due],
    alreadyRun: all.length - unrun.length,
    leftOut: counted - (all.length - unrun.length) - due.length,
  }
}
