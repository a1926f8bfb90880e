import type { Delivery } from '#client/calls.ts'
import type { FoundHub } from '#client/find-hub.ts'
import { followEvents, type StreamItem } from '#client/follow-events.ts'
import type { CommandContext } from './context.ts'
import { hasEnded, ReceiptBook } from './message-progress.ts'
import { receiptLines } from './view/receipts.ts'
import { timeOfDay } from './view/time.ts'

/** Shows every delivery of a message, then each change, until all have ended. */
export async function followReceipts(context: CommandContext, hub: FoundHub, messageId: string): Promise<void> {
  const { lastEvent } = await hub.client.hub.status()
  const { deliveries } = await hub.client.messages.receipts({ messageId })
  const book = new ReceiptBook(deliveries)
  for (const delivery of book.all) await showDelivery(context, delivery)
  const isOver = () => book.all.every(({ state }) => hasEnded(state))
  if (isOver()) return
  for await (const item of followEvents(hub.link, { clock: context.clock, after: lastEvent })) {
    for (const delivery of await newsIn(item, hub, messageId)) {
      if (book.take(delivery)) await showDelivery(context, delivery)
    }
    if (isOver()) return
  }
}

async function newsIn(item: StreamItem, hub: FoundHub, messageId: string): Promise<readonly Delivery[]> {
  if (item.kind === 'connected') return item.again ? (await hub.client.messages.receipts({ messageId })).deliveries : []
  const { event } = item
  return event.type === 'delivery.changed' && event.data.messageId === messageId ? [event.data] : []
}

async function showDelivery({ json, output, width, paint }: CommandContext, delivery: Delivery): Promise<void> {
  if (json) return output.json(delivery)
  const at = delivery.steps.at(-1)?.at
  const time = at === undefined ? '' : `${paint(timeOfDay(at), 'dim')}  `
  await output.print(receiptLines([delivery], { width: width - 14, paint }).map(line => time + line))
}
