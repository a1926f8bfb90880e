import type { UsageLimit } from '#contract/limit.ts'
import type { ReadDb, WriteTx } from './handles.ts'

/** A usage limit as it is kept. Times are milliseconds since 1970. */
export interface LimitRow {
  readonly address: string
  readonly name: string
  /** The program that it stopped: another one in the same place knows nothing of it. */
  readonly pid: number
  readonly words: string
  readonly source: UsageLimit['source']
  readonly at: number
  readonly resetsAt: number | null
  /** The schedule that says `continue`; it may have fired, or have been removed, since. */
  readonly scheduleId: string | null
}

const COLUMNS = 'address, name, pid, words, source, at, resets_at AS resetsAt, schedule_id AS scheduleId'

/** Keeps it in place of the one that the session had. */
export function saveLimit(tx: WriteTx, row: LimitRow): void {
  tx.prepare(
    `INSERT OR REPLACE INTO usage_limits (address, name, pid, words, source, at, resets_at, schedule_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(row.address, row.name, row.pid, row.words, row.source, row.at, row.resetsAt, row.scheduleId)
}

export function removeLimit(tx: WriteTx, address: string): void {
  tx.prepare('DELETE FROM usage_limits WHERE address = ?').run(address)
}

export function findLimit(db: ReadDb, address: string): LimitRow | undefined {
  return db.prepare(`SELECT ${COLUMNS} FROM usage_limits WHERE address = ?`).get(address) as LimitRow | undefined
}

/** The one to which this schedule says `continue`. */
export function findLimitOfSchedule(db: ReadDb, scheduleId: string): LimitRow | undefined {
  return db.prepare(`SELECT ${COLUMNS} FROM usage_limits WHERE schedule_id = ?`).get(scheduleId) as LimitRow | undefined
}

/** The latest first. */
export function listLimits(db: ReadDb): readonly LimitRow[] {
  return db.prepare(`SELECT ${COLUMNS} FROM usage_limits ORDER BY at DESC, address`).all() as LimitRow[]
}
