import type { Delivery } from '#contract/delivery.ts'
import type { Deliveries, KnownMessage } from '../stores/deliveries.ts'

/** A receipt, a message, or both: as one event or one row of the log tells of them. */
export interface DeliveryNews {
  readonly delivery?: Delivery
  readonly message?: KnownMessage
}

/** The state with all of these in it, in their order. One copy for the whole batch: hundreds come together. */
export function addDeliveries(state: Deliveries, news: readonly DeliveryNews[]): Deliveries {
  if (news.length === 0) return state
  const byId = { ...state.byId }
  const byMessage = { ...state.byMessage }
  const messages = { ...state.messages }
  const unseen: string[] = []
  for (const { delivery, message } of news) {
    if (delivery !== undefined) {
      if (!Object.hasOwn(byId, delivery.id))
        byMessage[delivery.messageId] = [...(byMessage[delivery.messageId] ?? []), delivery.id]
      byId[delivery.id] = delivery
    }
    if (message !== undefined) {
      if (!Object.hasOwn(messages, message.id)) unseen.push(message.id)
      messages[message.id] = message
    }
  }
  return { byId, byMessage, messages, recent: [...unseen.toReversed(), ...state.recent] }
}
