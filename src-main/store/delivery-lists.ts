import type { DeliveryState } from '#contract/delivery.ts'
import type { Sender } from '#contract/message.ts'
import { DELIVERY_COLUMNS, IS_ACTIVE, IS_WAITING, readDelivery } from './delivery-columns.ts'
import type { ReadDb } from './handles.ts'
import type { DeliveryRow } from './rows.ts'

/** Named outright: without statistics SQLite prefers the far longer `deliveries_by_address`, or reads the whole table. */
const ACTIVE = `deliveries INDEXED BY deliveries_active WHERE ${IS_ACTIVE}`

/** What the log shows of a delivery: it, and who said what. Its number is the delivery's `sequence`. */
export interface DeliveryLogRow {
  readonly delivery: DeliveryRow
  readonly from: Sender
  readonly body: string
}

/** A piece of a numbered table, oldest first: behind `after`, or the newest ones without it. */
export interface Window {
  readonly after?: number | undefined
  readonly limit: number
}

/**
 * Deliveries that may be looked at now, longest due first. The order of acceptance within one sender and target is not
 * its matter: ask `findDeliveryAhead`. Runs on every outbox tick, so it must stay on `deliveries_due`.
 */
export function findDueDeliveries(db: ReadDb, now: number, limit: number): readonly DeliveryRow[] {
  return db
    .prepare(
      `SELECT ${DELIVERY_COLUMNS}
         FROM deliveries
        WHERE ${IS_WAITING} AND due_at <= ?
        ORDER BY due_at, sequence
        LIMIT ?`,
    )
    .all(now, limit)
    .map(readDelivery)
}

/** When the next waiting delivery is due (ms since 1970), so that the outbox need not ask before. */
export function findNextDueAt(db: ReadDb): number | undefined {
  const row = db.prepare(`SELECT due_at AS dueAt FROM deliveries WHERE ${IS_WAITING} ORDER BY due_at LIMIT 1`).get()
  return (row as { dueAt: number } | undefined)?.dueAt
}

/** What a crash left in the middle, oldest first: between the stored intent and an end. */
export function listUnfinished(db: ReadDb): readonly DeliveryRow[] {
  return db
    .prepare(
      `SELECT ${DELIVERY_COLUMNS}
         FROM ${ACTIVE} AND state IN ('sending', 'typed', 'submitted')
        ORDER BY sequence`,
    )
    .all()
    .map(readDelivery)
}

/** Everything that has not ended, in the order of acceptance. */
export function listActive(db: ReadDb): readonly DeliveryRow[] {
  return db.prepare(`SELECT ${DELIVERY_COLUMNS} FROM ${ACTIVE} ORDER BY sequence`).all().map(readDelivery)
}

/** Everything that is held until all targets of its message are ready. Reads whatever is active: for the start. */
export function listWaitingForAll(db: ReadDb): readonly DeliveryRow[] {
  return db
    .prepare(
      `SELECT ${DELIVERY_COLUMNS}
         FROM ${ACTIVE} AND state = 'held' AND reason = 'waiting_for_all'
        ORDER BY sequence`,
    )
    .all()
    .map(readDelivery)
}

/** Everything for one target that has not ended, in the order of acceptance. */
export function listActiveForAddress(db: ReadDb, address: string): readonly DeliveryRow[] {
  return db
    .prepare(`SELECT ${DELIVERY_COLUMNS} FROM ${ACTIVE} AND address = ? ORDER BY sequence`)
    .all(address)
    .map(readDelivery)
}

/** The oldest delivery of the same sender to the same target that must end before this one may start. */
export function findDeliveryAhead(
  db: ReadDb,
  delivery: Pick<DeliveryRow, 'sequence' | 'senderKey' | 'address'>,
): DeliveryRow | undefined {
  const row = db
    .prepare(
      `SELECT ${DELIVERY_COLUMNS}
         FROM ${ACTIVE} AND address = ? AND sequence < ? AND sender_key = ?
        ORDER BY sequence
        LIMIT 1`,
    )
    .get(delivery.address, delivery.sequence, delivery.senderKey)
  return row === undefined ? undefined : readDelivery(row)
}

/** The latest deliveries to one target, newest first, whatever became of them. */
export function listRecentForAddress(db: ReadDb, address: string, limit: number): readonly DeliveryRow[] {
  return db
    .prepare(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE address = ? ORDER BY created_at DESC, sequence DESC LIMIT ?`,
    )
    .all(address, limit)
    .map(readDelivery)
}

/** How many deliveries are in each state, of those that have not ended. A state without any is missing. */
export function countActiveByState(db: ReadDb): Readonly<Partial<Record<DeliveryState, number>>> {
  const rows = db.prepare(`SELECT state, COUNT(*) AS count FROM ${ACTIVE} GROUP BY state`).all()
  return Object.fromEntries((rows as { state: DeliveryState; count: number }[]).map(row => [row.state, row.count]))
}

/** Characters of a body that the log shows and searches; a page of whole bodies could be hundreds of megabytes. */
const LOG_BODY = 2_000

export function listDeliveriesForLog(db: ReadDb, { after, limit }: Window): readonly DeliveryLogRow[] {
  const rows = `
    SELECT ${DELIVERY_COLUMNS}, m.sender_kind, m.sender_name, m.sender_address, substr(m.body, 1, ${LOG_BODY}) AS body
      FROM deliveries JOIN messages m ON m.id = message_id`
  if (after === undefined) {
    return db.prepare(`${rows} ORDER BY deliveries.sequence DESC LIMIT ?`).all(limit).map(readLogRow).reverse()
  }
  return db
    .prepare(`${rows} WHERE deliveries.sequence > ? ORDER BY deliveries.sequence LIMIT ?`)
    .all(after, limit)
    .map(readLogRow)
}

function readLogRow(row: unknown): DeliveryLogRow {
  const { sender_kind, sender_name, sender_address, body, ...delivery } = row as {
    readonly sender_kind: Sender['kind']
    readonly sender_name: string
    readonly sender_address: string | null
    readonly body: string
  }
  return {
    delivery: readDelivery(delivery),
    from: { kind: sender_kind, name: sender_name, address: sender_address },
    body,
  }
}
