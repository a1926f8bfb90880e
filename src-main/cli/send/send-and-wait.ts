import type { DeliveryState, Outputs } from '#client/calls.ts'
import type { FoundHub } from '#client/find-hub.ts'
import type { CommandContext } from '../context.ts'
import { ReceiptBook } from '../message-progress.ts'
import { receiptLines } from '../view/receipts.ts'
import { ProgressLine } from './progress-line.ts'
import { assertAllReached, waitForDeliveries } from './wait.ts'

export interface WaitingSend {
  readonly hub: FoundHub
  readonly send: () => Promise<Outputs['messages']['send']>
  readonly wanted: DeliveryState
  readonly seconds: number
}

/** What a shell expects of a command ended by Ctrl-C: 128 and the number of SIGINT. */
const INTERRUPTED = 130

/** Sends, waits, and shows where each delivery stands then. Fails with `not_reached` when one did not get there. */
export async function sendAndWait(context: CommandContext, { hub, send, wanted, seconds }: WaitingSend): Promise<void> {
  const { lastEvent } = await hub.client.hub.status()
  const { messageId, deliveries } = await send()
  const book = new ReceiptBook(deliveries)
  const progress = new ProgressLine(context, wanted)
  const leave = () => leaveWaiting(context, messageId)
  process.once('SIGINT', leave)
  try {
    const onNews = () => progress.show(book)
    await waitForDeliveries(hub, book, { messageId, wanted, seconds, after: lastEvent, clock: context.clock, onNews })
  } finally {
    process.off('SIGINT', leave)
    progress.clear()
  }
  if (context.json) await context.output.json({ messageId, deliveries: book.all })
  else await context.output.print([`message ${messageId}`, ...receiptLines(book.all, context)])
  assertAllReached(book.all, { wanted, seconds })
}

/** Ctrl-C ends the wait, not the message: says so, and where to look. */
function leaveWaiting({ output }: CommandContext, messageId: string): never {
  output.note([
    '',
    `Message ${messageId} stays accepted; only the wait ended.`,
    `  see it: comms receipts ${messageId}`,
  ])
  process.exit(INTERRUPTED)
}
