import { HubError } from '#contract/errors.ts'
import { listNext, until } from '#domain/schedule-times.ts'
import { listSchedules, type ScheduleRow } from '#store/schedules.ts'
import { toTimestamp } from '#store/time.ts'
import type { Hub } from './hub.ts'
import { isOwner } from './owner-mailbox.ts'
import { resolveSessions } from './resolve-sessions.ts'
import { dueTimesOf } from './scheduler-times.ts'

/** Moments listed of one schedule. */
const MOST_EACH = 200
const MINUTE = 60_000

interface Due {
  readonly row: ScheduleRow
  readonly at: number
}

/** What is due in the coming hours, and where two schedules speak to the same target in the same minute. */
export function calendarOf(hub: Hub, hours: number) {
  const from = hub.clock.now()
  const to = from + hours * 3_600_000
  const active = listSchedules(hub.store.read).filter(({ state }) => state === 'active')
  const lists = active.map(row => listNext(until(dueTimesOf(row), to), from, MOST_EACH).map(at => ({ row, at })))
  const due = lists.flat().toSorted((a, b) => a.at - b.at)
  return {
    from: toTimestamp(from),
    to: toTimestamp(to),
    due: due.map(({ row, at }) => ({ scheduleId: row.id, at: toTimestamp(at) })),
    isCut: lists.some(list => list.length === MOST_EACH),
    collisions: findCollisions(hub, due),
  }
}

function findCollisions(hub: Hub, due: readonly Due[]) {
  const byMinute = Map.groupBy(due, ({ at }) => Math.floor(at / MINUTE))
  const meetings = [...byMinute.values()].filter(list => new Set(list.map(({ row }) => row.id)).size > 1)
  const targetsOf = remember((row: ScheduleRow) => targetNames(hub, row))
  return meetings.flatMap(list => {
    const names = list.flatMap(({ row }) => [...targetsOf(row)].map(target => ({ target, schedule: row.name })))
    const byTarget = Map.groupBy(names, ({ target }) => target)
    return [...byTarget]
      .map(([target, of]) => ({ target, schedules: [...new Set(of.map(({ schedule }) => schedule))] }))
      .filter(({ schedules }) => schedules.length > 1)
      .map(collision => ({ at: toTimestamp(list[0]?.at ?? 0), ...collision }))
  })
}

function targetNames(hub: Hub, { what }: ScheduleRow): ReadonlySet<string> {
  const names = what.to
    .filter(target => !isOwner(target))
    .flatMap(target => {
      try {
        return resolveSessions(hub.world(), [target]).map(({ name }) => name)
      } catch (error) {
        if (error instanceof HubError) return []
        throw error
      }
    })
  return new Set(names)
}

function remember<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return key => {
    if (!known.has(key)) known.set(key, find(key))
    return known.get(key) as Value
  }
}
