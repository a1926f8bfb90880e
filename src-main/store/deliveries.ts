import type { Delivery, Step } from '#contract/delivery.ts'
import { FRESH } from '#domain/delivery.ts'
import { CHANGEABLE, DELIVERY_COLUMNS, readDelivery, toJson } from './delivery-columns.ts'
import type { ReadDb, SqlValue, WriteTx } from './handles.ts'
import { toDelivery, type DeliveryRow } from './rows.ts'
import { appendStep } from './steps.ts'

/** A delivery before anything was done about it. Its state and reason are those of its last step. */
export type NewDelivery = Pick<
  DeliveryRow,
  | 'id'
  | 'messageId'
  | 'address'
  | 'name'
  | 'senderKey'
  | 'lane'
  | 'submit'
  | 'text'
  | 'identity'
  | 'dueAt'
  | 'expiresAt'
  | 'createdAt'
> & { readonly steps: readonly [Step, ...Step[]] }

/** What a step may change besides state and reason. A field left out stays as it is. */
export type DeliveryChange = Partial<Pick<DeliveryRow, keyof typeof CHANGEABLE>>

/** Keeps the deliveries of a message, which gives them their order, and returns their receipts. */
export function insertDeliveries(tx: WriteTx, deliveries: readonly NewDelivery[]): Delivery[] {
  return deliveries.map(delivery => {
    insertOne(tx, delivery)
    return firstReceipt(delivery)
  })
}

/** The receipt of a delivery before anything was done about it. */
export function firstReceipt(delivery: NewDelivery): Delivery {
  const { state, reason } = lastStep(delivery)
  return toDelivery({ ...delivery, ...FRESH, state, reason }, delivery.steps)
}

export function findDelivery(db: ReadDb, id: string): DeliveryRow | undefined {
  const row = db.prepare(`SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE id = ?`).get(id)
  return row === undefined ? undefined : readDelivery(row)
}

/** All deliveries of a message, in the order they were accepted in: they lie before those of the next message. */
export function listDeliveriesByMessage(db: ReadDb, messageId: string): readonly DeliveryRow[] {
  return db
    .prepare(
      `SELECT ${DELIVERY_COLUMNS}
         FROM messages m JOIN deliveries ON deliveries.message_id = m.id
        WHERE m.id = ?
          AND deliveries.sequence > m.deliveries_after
          AND deliveries.sequence <= COALESCE(
                (SELECT next.deliveries_after FROM messages next
                  WHERE next.sequence > m.sequence AND next.deliveries_after IS NOT NULL
                  ORDER BY next.sequence LIMIT 1),
                ${Number.MAX_SAFE_INTEGER})
        ORDER BY deliveries.sequence`,
    )
    .all(messageId)
    .map(readDelivery)
}

/**
 * Changes a delivery and keeps the step that says so, together. False, with nothing written, when somebody else changed
 * it since `expectedVersion` was read: read it again and decide anew. Fields of `change` that no step may set (a whole
 * row, the facts that `advance` returned) are passed over.
 */
export function advanceDelivery(
  tx: WriteTx,
  id: string,
  expectedVersion: number,
  change: DeliveryChange,
  step: Step,
): boolean {
  const set = assignments(change)
  const columns = ['version = version + 1', 'state = ?', 'reason = ?', ...set.map(([column]) => `${column} = ?`)]
  const { changes } = tx
    .prepare(`UPDATE deliveries SET ${columns.join(', ')} WHERE id = ? AND version = ?`)
    .run(step.state, step.reason, ...set.map(([, value]) => value), id, expectedVersion)
  if (changes === 0) return false
  appendStep(tx, id, step)
  return true
}

/** Looks again at `dueAt` (ms since 1970). Nothing happened to the delivery, so no step is kept; false as above. */
export function postponeDelivery(tx: WriteTx, id: string, expectedVersion: number, dueAt: number): boolean {
  const { changes } = tx
    .prepare('UPDATE deliveries SET version = version + 1, due_at = ? WHERE id = ? AND version = ?')
    .run(dueAt, id, expectedVersion)
  return changes === 1
}

function assignments(change: DeliveryChange): readonly (readonly [column: string, value: SqlValue])[] {
  return Object.entries(CHANGEABLE).flatMap(([field, column]) => {
    const value = change[field as keyof DeliveryChange]
    if (value === undefined) return []
    return [[column, typeof value === 'object' ? toJson(value) : value] as const]
  })
}

function lastStep({ steps }: NewDelivery): Step {
  return steps.at(-1) ?? steps[0]
}

function insertOne(tx: WriteTx, delivery: NewDelivery): void {
  const last = lastStep(delivery)
  tx.prepare(
    `INSERT INTO deliveries (id, message_id, address, name, sender_key, lane, submit, state, reason, version, attempts,
                             allowed_attempts, absences_left, presses, text, identity, due_at, expires_at, created_at,
                             crashes, first_steps)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
  ).run(
    delivery.id,
    delivery.messageId,
    delivery.address,
    delivery.name,
    delivery.senderKey,
    delivery.lane,
    delivery.submit,
    last.state,
    last.reason,
    FRESH.attempts,
    FRESH.allowedAttempts,
    FRESH.absencesLeft,
    FRESH.presses,
    delivery.text,
    toJson(delivery.identity),
    delivery.dueAt,
    delivery.expiresAt,
    delivery.createdAt,
    toJson(delivery.steps),
  )
}
