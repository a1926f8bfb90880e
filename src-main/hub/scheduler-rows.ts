import type { Schedule, ScheduleWhat, ScheduleWhen } from '#contract/schedule.ts'
import { hashContent } from '#store/content-hash.ts'
import type { ReadDb, WriteTx } from '#store/handles.ts'
import { listRuns, toRun, type RunRow } from '#store/schedule-runs.ts'
import { findSchedule, saveSchedule, type ScheduleRow } from '#store/schedules.ts'
import { toTimestamp } from '#store/time.ts'
import type { Hub } from './hub.ts'
import { sentenceOf } from './scheduler-sentence.ts'
import { uuidv7 } from '#contract/uuid.ts'

/** Runs the strip of a schedule shows. */
const RECENT = 30

/** Names what a schedule does and when: what a person makes or approves is exactly this. */
export function contentHashOf({ what, when }: { readonly what: ScheduleWhat; readonly when: ScheduleWhen }): string {
  return hashContent({ what, when })
}

/** A run for one slot that has not begun. Its ids follow from the slot: whoever makes it again makes the same one. */
export function newRun(
  schedule: ScheduleRow,
  { slot, dueAt, ...given }: Pick<RunRow, 'slot' | 'dueAt' | 'cause'> & Partial<RunRow>,
): RunRow {
  const hash = Buffer.from(hashContent({ schedule: schedule.id, slot }), 'hex')
  const jitter = given.cause === 'manual' ? 0 : hash.readUInt32BE(28) % (schedule.policy.jitterSeconds * 1_000 + 1)
  return {
    id: uuidv7(dueAt, hash.subarray(0, 10)),
    scheduleId: schedule.id,
    slot,
    state: 'waiting',
    dueAt,
    startAt: dueAt + jitter,
    startedAt: null,
    endedAt: null,
    covers: 1,
    detail: '',
    messageId: uuidv7(dueAt, hash.subarray(10, 20)),
    ...given,
  }
}

/** The schedule as everybody outside sees it. */
export function toSchedule(db: ReadDb, row: ScheduleRow): Schedule {
  const { id, name, what, when, policy, state, pause, ending, proposedBy, runs } = row
  return {
    ...{ id, name, what, when, policy, state, pause, ending, proposedBy, runs },
    sentence: sentenceOf(when),
    nextAt: row.nextAt === null ? null : toTimestamp(row.nextAt),
    contentHash: contentHashOf(row),
    recent: listRuns(db, id, RECENT)
      .map(toRun)
      .map(({ detail: _detail, messageId: _message, cause: _cause, scheduleId: _schedule, ...mark }) => mark)
      .reverse(),
    createdAt: toTimestamp(row.createdAt),
    updatedAt: toTimestamp(row.updatedAt),
  }
}

/** Keeps a changed schedule and tells of it. */
export function keepSchedule(hub: Hub, tx: WriteTx, row: ScheduleRow): Schedule {
  saveSchedule(tx, row)
  const schedule = toSchedule(tx, findSchedule(tx, row.id) ?? row)
  hub.announcer.add(tx, { type: 'schedule.changed', data: schedule })
  return schedule
}

export function tellRun(hub: Hub, tx: WriteTx, run: RunRow): void {
  hub.announcer.add(tx, { type: 'schedule.run_changed', data: toRun(run) })
}

/** Pauses what must not go on by itself, for a person to look at. */
export function pauseByHub(hub: Hub, tx: WriteTx, row: ScheduleRow, note: string): void {
  const at = toTimestamp(hub.clock.now())
  keepSchedule(hub, tx, { ...row, state: 'paused', nextAt: null, pause: { by: 'hub', note, at } })
}
