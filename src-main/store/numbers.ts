import type { ReadDb } from './handles.ts'

/** Tables whose rows are numbered for ever. */
type NumberedTable = 'audit' | 'events' | 'messages' | 'deliveries'

/** The highest number a table has ever given out, even when that row is gone; 0 before the first. */
export function lastNumber(db: ReadDb, table: NumberedTable): number {
  const row = db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').get(table)
  return (row as { seq: number } | undefined)?.seq ?? 0
}
