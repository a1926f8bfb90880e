import type { HubEvent } from '#contract/events.ts'
import { planDue, type Missed } from '#domain/schedule-due.ts'
import { admitRun } from '#domain/schedule-overlap.ts'
import { sayMoment } from '#domain/schedule-zone.ts'
import type { WriteTx } from '#store/handles.ts'
import { countRunsSince, insertRun, listOpenRuns, type RunRow } from '#store/schedule-runs.ts'
import { findSchedule, type ScheduleRow } from '#store/schedules.ts'
import { noteDeed } from './audit.ts'
import type { Hub } from './hub.ts'
import { speakerOf } from './scheduler-message.ts'
import { contentHashOf, keepSchedule, newRun, pauseByHub, tellRun } from './scheduler-rows.ts'
import { zoneOf } from './scheduler-sentence.ts'
import { dueTimesOf, expiryOf } from './scheduler-times.ts'

/** An event that fires more often than this within an hour is taken for a loop. */
const MOST_BY_EVENT = 30
const HOUR = 3_600_000

/** Makes the runs of a schedule that is due, and finds when it is due next: one transaction, before anything is sent. */
export function fireDue(hub: Hub, tx: WriteTx, id: string): void {
  const now = hub.clock.now()
  const row = findSchedule(tx, id)
  if (row?.state !== 'active' || row.nextAt === null || row.nextAt > now || !isApproved(hub, tx, row)) return
  const plan = planDue(dueTimesOf(row), row.nextAt, now, row.policy)
  if (plan.missed !== undefined) addMissed(hub, tx, row, plan.missed)
  for (const { dueAt, cause, covers } of plan.firings) {
    addRun(hub, tx, row, newRun(row, { slot: `due:${dueAt}`, dueAt, cause, covers, detail: coverWords(covers, cause) }))
  }
  const ending = plan.nextAt === undefined ? { state: 'ended' as const, ending: endingOf(row) } : {}
  keepSchedule(hub, tx, { ...row, ...ending, nextAt: plan.nextAt ?? null })
}

/** Makes the run for something that happened, once. */
export function fireEvent(hub: Hub, tx: WriteTx, id: string, event: HubEvent, detail: string): void {
  const row = findSchedule(tx, id)
  const at = Date.parse(event.at)
  if (row?.state !== 'active' || at < row.activeSince || !isApproved(hub, tx, row)) return
  const expiry = expiryOf(row.policy)
  if (expiry !== null && at > expiry) {
    keepSchedule(hub, tx, { ...row, state: 'ended', ending: endingOf(row) })
    return
  }
  if (countRunsSince(tx, id, hub.clock.now() - HOUR) >= MOST_BY_EVENT) {
    pauseByHub(hub, tx, row, `it fired ${MOST_BY_EVENT} times within an hour: a loop?`)
    return
  }
  addRun(hub, tx, row, newRun(row, { slot: `event:${event.number}`, dueAt: at, cause: 'event', detail }))
}

/** Adds a run, as the overlap policy wants it. Undefined when its slot has one already. */
export function addRun(hub: Hub, tx: WriteTx, row: ScheduleRow, run: RunRow): RunRow | undefined {
  const open = listOpenRuns(tx, row.id)
  const running = open.filter(({ state }) => state === 'running').length
  const admitted = admitRun(row.policy, run.cause, { running, waiting: open.length - running })
  const now = hub.clock.now()
  const added: RunRow =
    admitted === 'skip'
      ? { ...run, state: 'skipped', endedAt: now, messageId: null, detail: 'the run before it had not ended' }
      : run
  if (!insertRun(tx, added)) return undefined
  tellRun(hub, tx, added)
  return added
}

function addMissed(hub: Hub, tx: WriteTx, row: ScheduleRow, { lastAt, count }: Missed): void {
  const times = count === 1 ? 'a run was missed' : `${count} runs were missed`
  const run = newRun(row, {
    slot: `due:${lastAt}`,
    dueAt: lastAt,
    cause: 'time',
    state: 'missed',
    covers: count,
    endedAt: hub.clock.now(),
    messageId: null,
    detail: `${times}: the hub was down or the machine asleep`,
  })
  if (insertRun(tx, run)) tellRun(hub, tx, run)
}

/** Words that were changed behind the hub's back are nobody's: they are not spoken. */
function isApproved(hub: Hub, tx: WriteTx, row: ScheduleRow): boolean {
  if (row.approvedHash === contentHashOf(row)) return true
  noteDeed(hub, tx, speakerOf(row), { what: 'refuse to run', target: row.name, result: 'not approved' })
  pauseByHub(hub, tx, row, 'it is not what a person approved')
  return false
}

function coverWords(covers: number, cause: RunRow['cause']): string {
  if (covers === 1) return cause === 'catch_up' ? 'caught up: the hub was down or the machine asleep' : ''
  return `${covers} due moments put together: the hub was down or the machine asleep`
}

function endingOf({ when, policy }: ScheduleRow): string {
  if (when.kind === 'once') return 'its moment has passed'
  const expiry = expiryOf(policy)
  return expiry === null ? 'no moment is left' : `it expired on ${sayMoment(expiry, zoneOf(when))}`
}
