import { listDeliveriesByMessage } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import type { NewMessage } from '#store/messages.ts'
import { changeDelivery } from './change-delivery.ts'
import type { Hub } from './hub.ts'

/** A reply answers the delivery it replies to: the one that went to the replier. */
export function answerOriginal(hub: Hub, tx: WriteTx, reply: NewMessage): void {
  if (reply.replyTo === null) return
  for (const delivery of listDeliveriesByMessage(tx, reply.replyTo)) {
    if (delivery.address !== reply.from.address) continue
    const known = { source: 'reader' as const, evidence: `${reply.from.name} replied with message ${reply.id}` }
    changeDelivery(hub.changes, tx, delivery.id, { kind: 'answer' }, known)
  }
}
