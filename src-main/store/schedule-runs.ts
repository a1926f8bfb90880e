import type { RunCause, RunState, ScheduleRun } from '#contract/schedule.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { toTimestamp } from './time.ts'

/** A run as it is kept. Times are milliseconds since 1970. */
export interface RunRow {
  readonly id: string
  readonly scheduleId: string
  /** What it is for, once in its schedule: `due:<ms>`, `event:<number>` or `manual:<id>`. */
  readonly slot: string
  readonly cause: RunCause
  readonly state: RunState
  readonly dueAt: number
  /** Not begun before this moment. */
  readonly startAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly covers: number
  readonly detail: string
  /** The id its message has or will have; null where it sends none. */
  readonly messageId: string | null
}

const COLUMNS = `
  r.id, r.schedule_id AS scheduleId, r.slot, r.cause, r.state, r.due_at AS dueAt, r.start_at AS startAt,
  r.started_at AS startedAt, r.ended_at AS endedAt, r.covers, r.detail, r.message_id AS messageId`

/** False, with nothing written, when the slot has its run already. */
export function insertRun(tx: WriteTx, run: RunRow): boolean {
  const { changes } = tx
    .prepare(
      `INSERT INTO schedule_runs (id, schedule_id, slot, cause, state, due_at, start_at, started_at, ended_at, covers,
                                  detail, message_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (schedule_id, slot) DO NOTHING`,
    )
    .run(
      run.id,
      run.scheduleId,
      run.slot,
      run.cause,
      run.state,
      run.dueAt,
      run.startAt,
      run.startedAt,
      run.endedAt,
      run.covers,
      run.detail,
      run.messageId,
    )
  return changes === 1
}

/** Moves a run on; undefined, with nothing written, when it is not in the state it was thought to be in. */
export function changeRun(
  tx: WriteTx,
  id: string,
  from: RunState,
  change: Pick<RunRow, 'state' | 'startedAt' | 'endedAt' | 'detail' | 'messageId'>,
): RunRow | undefined {
  const { changes } = tx
    .prepare(
      `UPDATE schedule_runs SET state = ?, started_at = ?, ended_at = ?, detail = ?, message_id = ?
        WHERE id = ? AND state = ?`,
    )
    .run(change.state, change.startedAt, change.endedAt, change.detail, change.messageId, id, from)
  return changes === 1 ? findRun(tx, id) : undefined
}

function findRun(db: ReadDb, id: string): RunRow | undefined {
  return db.prepare(`SELECT ${COLUMNS} FROM schedule_runs r WHERE r.id = ?`).get(id) as RunRow | undefined
}

/** The run that sent a message. */
export function findRunOfMessage(db: ReadDb, messageId: string): RunRow | undefined {
  return db.prepare(`SELECT ${COLUMNS} FROM schedule_runs r WHERE r.message_id = ?`).get(messageId) as
    | RunRow
    | undefined
}

/** Runs of a schedule that have not ended, oldest first. */
export function listOpenRuns(db: ReadDb, scheduleId: string): readonly RunRow[] {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM schedule_runs r
        WHERE r.schedule_id = ? AND r.state IN ('waiting', 'running') ORDER BY r.number`,
    )
    .all(scheduleId) as RunRow[]
}

/** Every run in a state, of schedules that are there, oldest first. */
export function listRunsIn(db: ReadDb, state: 'waiting' | 'running'): readonly RunRow[] {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM schedule_runs r JOIN schedules s ON s.id = r.schedule_id
        WHERE r.state = ? AND s.removed_at IS NULL ORDER BY r.number`,
    )
    .all(state) as RunRow[]
}

/** The newest runs of a schedule, newest first. */
export function listRuns(db: ReadDb, scheduleId: string, limit: number): readonly RunRow[] {
  return db
    .prepare(`SELECT ${COLUMNS} FROM schedule_runs r WHERE r.schedule_id = ? ORDER BY r.number DESC LIMIT ?`)
    .all(scheduleId, limit) as RunRow[]
}

export function hasSlot(db: ReadDb, scheduleId: string, slot: string): boolean {
  return (
    db.prepare('SELECT 1 FROM schedule_runs WHERE schedule_id = ? AND slot = ?').get(scheduleId, slot) !== undefined
  )
}

/** Runs of a schedule that began since a moment. */
export function countRunsSince(db: ReadDb, scheduleId: string, since: number): number {
  const row = db
    .prepare('SELECT count(*) AS count FROM schedule_runs WHERE schedule_id = ? AND started_at >= ?')
    .get(scheduleId, since)
  return (row as { count: number }).count
}

/** How runs of all schedules ended since a moment, by state. */
export function countRunsByState(db: ReadDb, since: number): Readonly<Record<string, number>> {
  const rows = db
    .prepare('SELECT state, sum(covers) AS count FROM schedule_runs WHERE due_at >= ? GROUP BY state')
    .all(since) as { state: string; count: number }[]
  return Object.fromEntries(rows.map(row => [row.state, row.count]))
}

/** Keeps the newest runs of each schedule; what has not ended is kept whatever its age. */
export function pruneRuns(tx: WriteTx, keep: number): void {
  tx.prepare(
    `DELETE FROM schedule_runs
      WHERE state NOT IN ('waiting', 'running')
        AND number <= (SELECT number FROM schedule_runs newer WHERE newer.schedule_id = schedule_runs.schedule_id
                        ORDER BY number DESC LIMIT 1 OFFSET ?)`,
  ).run(keep)
}

/** The run as everybody outside sees it. */
export function toRun(row: RunRow): ScheduleRun {
  const { id, scheduleId, cause, state, covers, detail, messageId } = row
  const moment = (at: number | null) => (at === null ? null : toTimestamp(at))
  return {
    ...{ id, scheduleId, cause, state, covers, detail, messageId },
    dueAt: toTimestamp(row.dueAt),
    startedAt: moment(row.startedAt),
    endedAt: moment(row.endedAt),
  }
}
