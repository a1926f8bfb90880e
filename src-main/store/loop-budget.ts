import type { Sender } from '#contract/message.ts'
import { LOOP_WINDOWS, type LoopCounts } from '#domain/loop-guard.ts'
import type { ReadDb, SqlValue, WriteTx } from './handles.ts'

/** A tree of messages that was parked once. Times are milliseconds since 1970; `parkedAt` is null after a reset. */
export interface LoopRoot {
  readonly root: string
  readonly parkedAt: number | null
  readonly reason: string | null
  /** Messages before this moment count no longer. */
  readonly resetAt: number | null
}

const COLUMNS = 'root, parked_at AS parkedAt, reason, reset_at AS resetAt'

/** What the loop guard asks about a message that is about to be accepted; `addresses` are its recipients. */
export function countForLoopGuard(
  db: ReadDb,
  message: {
    readonly root: string
    readonly from: Pick<Sender, 'kind' | 'name'>
    readonly senderKey: string
    readonly addresses: readonly string[]
    readonly now: number
  },
): LoopCounts {
  const { root, from, senderKey, addresses, now } = message
  const parked = findLoopRoot(db, root)
  const minute = now - LOOP_WINDOWS.minute
  return {
    underRoot: count(
      db,
      `SELECT COUNT(*) AS count FROM messages WHERE sender_kind = 'agent' AND root = ? AND at >= ?`,
      root,
      Math.max(now - LOOP_WINDOWS.root, parked?.resetAt ?? 0),
    ),
    toRecipient: count(
      db,
      `SELECT COALESCE(MAX(count), 0) AS count
         FROM (SELECT COUNT(*) AS count
                 FROM deliveries
                WHERE sender_key = ? AND address IN (SELECT value FROM json_each(?)) AND created_at >= ?
                GROUP BY address)`,
      senderKey,
      JSON.stringify(addresses),
      minute,
    ),
    bySender: count(
      db,
      `SELECT COUNT(*) AS count FROM messages WHERE sender_kind = 'agent' AND sender_name = ? AND at >= ?`,
      from.name,
      minute,
    ),
    parked: parked?.reason ?? null,
  }
}

export function findLoopRoot(db: ReadDb, root: string): LoopRoot | undefined {
  return db.prepare(`SELECT ${COLUMNS} FROM loop_roots WHERE root = ?`).get(root) as LoopRoot | undefined
}

/** Stops the tree until a person resets it. False when it is parked already: the first reason stays. */
export function parkRoot(tx: WriteTx, root: string, at: number, reason: string): boolean {
  const { changes } = tx
    .prepare(
      `INSERT INTO loop_roots (root, parked_at, reason) VALUES (?, ?, ?)
       ON CONFLICT (root) DO UPDATE SET parked_at = excluded.parked_at, reason = excluded.reason
        WHERE parked_at IS NULL`,
    )
    .run(root, at, reason)
  return changes === 1
}

/** A person lets the tree go on with a whole budget from `at` on. False when it is not parked. */
export function resetRoot(tx: WriteTx, root: string, at: number): boolean {
  const { changes } = tx
    .prepare(
      `UPDATE loop_roots SET parked_at = NULL, reason = NULL, reset_at = ? WHERE root = ? AND parked_at IS NOT NULL`,
    )
    .run(at, root)
  return changes === 1
}

/** All parked trees, the latest first. */
export function listParkedRoots(db: ReadDb): readonly LoopRoot[] {
  return db
    .prepare(`SELECT ${COLUMNS} FROM loop_roots WHERE parked_at IS NOT NULL ORDER BY parked_at DESC`)
    .all() as LoopRoot[]
}

/** The latest message another agent sent to this address since a moment (ms since 1970): what it says next follows it. */
export function findLatestFromAgents(
  db: ReadDb,
  address: string,
  since: number,
): { readonly root: string; readonly hops: number } | undefined {
  return db
    .prepare(
      `SELECT m.root, m.hops
         FROM deliveries d JOIN messages m ON m.id = d.message_id
        WHERE d.address = ? AND d.created_at >= ? AND m.sender_kind = 'agent'
        ORDER BY d.created_at DESC, d.sequence DESC
        LIMIT 1`,
    )
    .get(address, since) as { root: string; hops: number } | undefined
}

function count(db: ReadDb, sql: string, ...values: SqlValue[]): number {
  return (db.prepare(sql).get(...values) as { count: number }).count
}
