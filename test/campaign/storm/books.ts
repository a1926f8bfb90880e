import Database from 'better-sqlite3'
import type { DeliveryState } from '#contract/delivery.ts'
import type { Receipt } from './judge.ts'

/** A delivery that was in the hub's hands when it was killed. */
export interface Caught {
  readonly id: string
  readonly state: DeliveryState
}

/** What was between the stored intent and an end. Ask while no hub runs: then this is what the kill left on the disk. */
export function readInFlight(db: string): readonly Caught[] {
  return read<Caught>(db, `SELECT id, state FROM deliveries WHERE state IN ('sending', 'typed', 'submitted')`)
}

export function readReceipts(db: string): readonly Receipt[] {
  return read<Receipt>(db, 'SELECT message_id AS messageId, address, state FROM deliveries ORDER BY sequence')
}

/** What has not ended, where it stands and why, for whoever asks why nothing goes on. */
export function readOpen(db: string): readonly string[] {
  const rows = read<{ state: string; reason: string | null; address: string; due: number }>(
    db,
    `SELECT state, reason, address, due_at AS due FROM deliveries
      WHERE state IN ('accepted', 'queued', 'held', 'sending', 'typed', 'submitted')`,
  )
  return rows.map(({ state, reason, address, due }) => `${state} (${reason}) ${address}, due in ${due - Date.now()} ms`)
}

/** How often each reason for doubt was given. */
export function readDoubts(db: string): readonly { readonly reason: string; readonly count: number }[] {
  return read(db, `SELECT reason, COUNT(*) AS count FROM deliveries WHERE state = 'uncertain' GROUP BY reason`)
}

/** When each delivery got where it is (ms since 1970), by id. */
export function readEnds(db: string): ReadonlyMap<string, number> {
  const rows = read<{ id: string; at: number }>(
    db,
    'SELECT delivery_id AS id, MAX(at) AS at FROM steps GROUP BY delivery_id',
  )
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** Read-only, so that looking neither repairs nor tidies what a kill left behind. */
function read<Row>(file: string, sql: string): readonly Row[] {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare<[], Row>(sql).all()
  } finally {
    db.close()
  }
}
