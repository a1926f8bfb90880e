import { advance, type DeliveryEvent } from '#domain/delivery.ts'
import { stepOf } from '#domain/delivery.ts'
import type { Known } from '#lanes/lane.ts'
import { advanceDelivery, findDelivery } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import type { DeliveryRow } from '#store/rows.ts'
import { toReceipts } from '#store/steps.ts'
import type { Announcer } from './announce.ts'

/** Where the change is stored and told, and when it happens (ms since 1970). */
export interface ChangeParts {
  readonly announcer: Announcer
  now(): number
}

/**
 * The one way a delivery changes: `advance` decides, the store compares and sets, the event tells, all in the caller's
 * transaction. Undefined, with nothing written, when the delivery is past the point where this can happen.
 */
export function changeDelivery(
  parts: ChangeParts,
  tx: WriteTx,
  id: string,
  event: DeliveryEvent,
  known: Known & Partial<Pick<DeliveryRow, 'dueAt' | 'expiresAt' | 'identity'>>,
): DeliveryRow | undefined {
  const row = findDelivery(tx, id)
  if (row === undefined) return undefined
  const moved = advance(row, event)
  if (moved.kind === 'refused') return undefined
  const step = stepOf(moved.delivery, new Date(parts.now()).toISOString(), known)
  const { source: _source, evidence: _evidence, ...given } = known
  // Only crashes without any progress in between speak against a delivery; progress is finite by itself.
  const crashes = moved.delivery.state === row.state ? row.crashes : 0
  const change = { ...moved.delivery, crashes, expiresAt: row.expiresAt, ...given }
  if (!advanceDelivery(tx, id, row.version, change, step)) return undefined
  const changed = findDelivery(tx, id)
  if (changed === undefined) return undefined
  const [receipt] = toReceipts(tx, [changed])
  if (receipt !== undefined) parts.announcer.add(tx, { type: 'delivery.changed', data: receipt })
  return changed
}
