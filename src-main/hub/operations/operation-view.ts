import type { DeliveryState } from '#contract/delivery.ts'
import type { Operation } from '#contract/operation.ts'
import { judgeOperation, judgePart } from '#domain/operation.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import type { ReadDb } from '#store/handles.ts'
import { listParts, type OperationRow, type PartRow } from '#store/operations.ts'

/** A part with how far its task has got. */
export type PartWithDelivery = PartRow & { readonly delivery: DeliveryState }

/** The parts of an operation as they are now: what is kept, judged by what has become of each delivery since. */
export function partsNow(db: ReadDb, row: OperationRow, now: number): readonly PartWithDelivery[] {
  const deliveries = new Map<string, DeliveryState>()
  const parts = listParts(db, row.id)
  for (const messageId of new Set(parts.map(part => part.messageId))) {
    for (const delivery of listDeliveriesByMessage(db, messageId)) {
      deliveries.set(`${messageId} ${delivery.address}`, delivery.state)
    }
  }
  return parts.map(part => {
    const delivery = deliveries.get(`${part.messageId} ${part.address}`) ?? 'accepted'
    return { ...part, delivery, state: judgePart({ ...part, delivery }, row, now) }
  })
}

/** An operation as people and agents see it. */
export function toOperation(db: ReadDb, row: OperationRow, now: number): Operation {
  const parts = partsNow(db, row, now)
  return {
    id: row.id,
    name: row.name,
    by: row.by,
    state: judgeOperation({ ...row, parts }, now),
    startedAt: new Date(row.startedAt).toISOString(),
    deadline: new Date(row.deadline).toISOString(),
    endedAt: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
    quorum: row.quorum,
    parts: parts.map(({ answeredAt, ...part }) => ({
      ...part,
      answeredAt: answeredAt === null ? null : new Date(answeredAt).toISOString(),
    })),
  }
}
