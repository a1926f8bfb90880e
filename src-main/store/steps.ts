import type { Delivery, Step } from '#contract/delivery.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { toDelivery, type DeliveryRow } from './rows.ts'
import { fromTimestamp, toTimestamp } from './time.ts'

/** Adds what happened behind everything that happened to this delivery before. Its first steps lie in its own row. */
export function appendStep(tx: WriteTx, deliveryId: string, step: Step): void {
  tx.prepare(
    `INSERT INTO steps (delivery_id, n, state, at, source, evidence, reason)
     VALUES (?, (SELECT COALESCE(MAX(n) + 1, 0) FROM steps WHERE delivery_id = ?), ?, ?, ?, ?, ?)`,
  ).run(deliveryId, deliveryId, step.state, fromTimestamp(step.at), step.source, step.evidence, step.reason)
}

/** All that happened to each of these deliveries, in order. */
export function listSteps(db: ReadDb, deliveryIds: readonly string[]): ReadonlyMap<string, readonly Step[]> {
  const ids = JSON.stringify(deliveryIds)
  const steps = new Map<string, Step[]>(deliveryIds.map(id => [id, []]))
  const starts = db
    .prepare('SELECT id, first_steps FROM deliveries WHERE id IN (SELECT value FROM json_each(?))')
    .all(ids) as { readonly id: string; readonly first_steps: string }[]
  for (const { id, first_steps } of starts) steps.get(id)?.push(...(JSON.parse(first_steps) as Step[]))
  const rows = db
    .prepare(
      `SELECT delivery_id, state, at, source, evidence, reason
         FROM steps
        WHERE delivery_id IN (SELECT value FROM json_each(?))
        ORDER BY delivery_id, n`,
    )
    .all(ids) as (Omit<Step, 'at'> & { readonly delivery_id: string; readonly at: number })[]
  for (const { delivery_id, at, ...rest } of rows) steps.get(delivery_id)?.push({ ...rest, at: toTimestamp(at) })
  return steps
}

/** The receipts of these deliveries, in the order given. */
export function toReceipts(db: ReadDb, rows: readonly DeliveryRow[]): Delivery[] {
  const steps = listSteps(
    db,
    rows.map(row => row.id),
  )
  return rows.map(row => toDelivery(row, steps.get(row.id) ?? []))
}
