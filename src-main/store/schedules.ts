import type { Schedule, SchedulePolicy, ScheduleState, ScheduleWhat, ScheduleWhen } from '#contract/schedule.ts'
import type { ReadDb, WriteTx } from './handles.ts'

/** A schedule as it is kept. Times are milliseconds since 1970. */
export interface ScheduleRow {
  readonly id: string
  readonly name: string
  readonly what: ScheduleWhat
  readonly when: ScheduleWhen
  readonly policy: SchedulePolicy
  readonly state: ScheduleState
  /** When it is due next; null while it is not active, for an event, or when nothing is left. */
  readonly nextAt: number | null
  readonly pause: Schedule['pause']
  readonly ending: string
  readonly proposedBy: string | null
  /** Hash of the content a person made or approved; null while nobody has. */
  readonly approvedHash: string | null
  readonly runs: number
  /** Events before this moment do not concern it. */
  readonly activeSince: number
  readonly createdAt: number
  readonly updatedAt: number
}

interface StoredSchedule extends Omit<ScheduleRow, 'what' | 'when' | 'policy' | 'pause'> {
  readonly what: string
  readonly due_when: string
  readonly policy: string
  readonly pause: string | null
}

const COLUMNS = `
  id, name, what, due_when, policy, state, next_at AS nextAt, pause, ending, proposed_by AS proposedBy,
  approved_hash AS approvedHash, runs, active_since AS activeSince, created_at AS createdAt, updated_at AS updatedAt`

/** Keeps a schedule as given, new or known. A name that another one has fails: ask before. */
export function saveSchedule(tx: WriteTx, row: ScheduleRow): void {
  tx.prepare(
    `INSERT INTO schedules (id, name, what, due_when, policy, state, next_at, pause, ending, proposed_by, approved_hash,
                            runs, active_since, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, what = excluded.what, due_when = excluded.due_when, policy = excluded.policy,
       state = excluded.state, next_at = excluded.next_at, pause = excluded.pause, ending = excluded.ending,
       proposed_by = excluded.proposed_by, approved_hash = excluded.approved_hash, runs = excluded.runs,
       active_since = excluded.active_since, updated_at = excluded.updated_at`,
  ).run(
    row.id,
    row.name,
    JSON.stringify(row.what),
    JSON.stringify(row.when),
    JSON.stringify(row.policy),
    row.state,
    row.nextAt,
    row.pause === null ? null : JSON.stringify(row.pause),
    row.ending,
    row.proposedBy,
    row.approvedHash,
    row.runs,
    row.activeSince,
    row.createdAt,
    row.updatedAt,
  )
}

/** By its id or its name; one that was removed is not there. */
export function findSchedule(db: ReadDb, which: string): ScheduleRow | undefined {
  const row = db
    .prepare(`SELECT ${COLUMNS} FROM schedules WHERE (id = ? OR name = ?) AND removed_at IS NULL`)
    .get(which, which)
  return row === undefined ? undefined : readSchedule(row)
}

/** All that were not removed, by name. */
export function listSchedules(db: ReadDb): readonly ScheduleRow[] {
  return db.prepare(`SELECT ${COLUMNS} FROM schedules WHERE removed_at IS NULL ORDER BY name`).all().map(readSchedule)
}

/** Active ones that are due, the longest due first. Runs on every tick, so it must stay on `schedules_due`. */
export function findDueSchedules(db: ReadDb, now: number, limit: number): readonly ScheduleRow[] {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM schedules
        WHERE state = 'active' AND removed_at IS NULL AND next_at <= ? ORDER BY next_at LIMIT ?`,
    )
    .all(now, limit)
    .map(readSchedule)
}

/** The next moment at which any schedule is due. */
export function findNextScheduleAt(db: ReadDb): number | undefined {
  const row = db
    .prepare(`SELECT MIN(next_at) AS at FROM schedules WHERE state = 'active' AND removed_at IS NULL`)
    .get() as { at: number | null }
  return row.at ?? undefined
}

/** Marks it removed: false when it is not there. @param at ms since 1970 */
export function removeSchedule(tx: WriteTx, id: string, at: number): boolean {
  return tx.prepare('UPDATE schedules SET removed_at = ? WHERE id = ? AND removed_at IS NULL').run(at, id).changes === 1
}

/** The schedule removed last under this name or id, there again. */
export function restoreSchedule(tx: WriteTx, which: string): ScheduleRow | undefined {
  const row = tx
    .prepare('SELECT id FROM schedules WHERE (id = ? OR name = ?) AND removed_at IS NOT NULL ORDER BY removed_at DESC')
    .get(which, which) as { id: string } | undefined
  if (row === undefined) return undefined
  tx.prepare('UPDATE schedules SET removed_at = NULL WHERE id = ?').run(row.id)
  return findSchedule(tx, row.id)
}

/** Forgets what was removed before this moment, with its runs. */
export function pruneSchedules(tx: WriteTx, before: number): void {
  tx.prepare('DELETE FROM schedules WHERE removed_at < ?').run(before)
}

/** How many schedules an agent has asked for that nobody has answered. */
export function countProposals(db: ReadDb, by: string): number {
  const row = db
    .prepare(
      `SELECT count(*) AS count FROM schedules WHERE state = 'proposed' AND proposed_by = ? AND removed_at IS NULL`,
    )
    .get(by)
  return (row as { count: number }).count
}

function readSchedule(row: unknown): ScheduleRow {
  const { what, due_when, policy, pause, ...same } = row as StoredSchedule
  return {
    ...same,
    what: JSON.parse(what) as ScheduleWhat,
    when: JSON.parse(due_when) as ScheduleWhen,
    policy: JSON.parse(policy) as SchedulePolicy,
    pause: pause === null ? null : (JSON.parse(pause) as Schedule['pause']),
  }
}
