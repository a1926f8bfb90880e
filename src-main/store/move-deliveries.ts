import type { Identity } from '#domain/ports.ts'
import { IS_WAITING, toJson } from './delivery-columns.ts'
import type { ReadDb, WriteTx } from './handles.ts'

/** A conversation that goes on at another address. */
export interface Move {
  readonly from: string
  readonly to: string
  /** What its recipient is called there, and who it is there. */
  readonly name: string
  readonly identity: Identity
  /** Session ids under which things were accepted for it. */
  readonly sessionIds: readonly string[]
}

/** Where something waits for a session of Claude Code, but for what waits to be typed. */
export function listWaitingSessions(db: ReadDb): readonly { readonly address: string; readonly sessionId: string }[] {
  return db
    .prepare(
      `SELECT DISTINCT address, json_extract(identity, '$.sessionId') AS sessionId FROM deliveries INDEXED BY deliveries_due
        WHERE ${IS_WAITING} AND lane <> 'terminal' AND sessionId IS NOT NULL`,
    )
    .all() as { address: string; sessionId: string }[]
}

/** Session ids of Claude Code for which something was ever accepted at an address. */
export function listSessionIdsAt(db: ReadDb, address: string): readonly string[] {
  return db
    .prepare(`SELECT DISTINCT json_extract(identity, '$.sessionId') AS id FROM deliveries WHERE address = ?`)
    .all(address)
    .flatMap(row => (row as { readonly id: string | null }).id ?? [])
}

/**
 * Gives everything of a conversation its new address, with what its reader remembers of it; ids of the deliveries that
 * wait there now. What is in a session's hands stays where it was handed over, and what waits to be typed has to stay.
 */
export function moveDeliveries(tx: WriteTx, { from, to, name, identity, sessionIds }: Move): readonly string[] {
  const moved = tx
    .prepare(
      `UPDATE deliveries SET version = version + 1, address = ?, name = ?, identity = ?
        WHERE address = ? AND json_extract(identity, '$.sessionId') IN (SELECT value FROM json_each(?))
          AND state NOT IN ('sending', 'typed', 'submitted') AND NOT (lane = 'terminal' AND ${IS_WAITING})
       RETURNING id, message_id AS messageId, ${IS_WAITING} AS isWaiting`,
    )
    .all(to, name, toJson(identity), from, JSON.stringify(sessionIds)) as readonly MovedRow[]
  tx.prepare(
    'UPDATE OR IGNORE mailbox_reads SET reader = ? WHERE reader = ? AND message_id IN (SELECT value FROM json_each(?))',
  ).run(to, from, JSON.stringify(moved.map(({ messageId }) => messageId)))
  return moved.filter(({ isWaiting }) => isWaiting === 1).map(({ id }) => id)
}

interface MovedRow {
  readonly id: string
  readonly messageId: string
  readonly isWaiting: 0 | 1
}
