import { HubError } from '#contract/errors.ts'
import type { Delivery, DeliveryState } from '#client/calls.ts'
import type { FoundHub } from '#client/find-hub.ts'
import { followEvents } from '#client/follow-events.ts'
import { pause, type Clock } from '#client/pause.ts'
import { hasReached, isHopeless, type ReceiptBook } from '../message-progress.ts'
import { reasonWords } from '../words.ts'

export interface WaitRequest {
  readonly messageId: string
  readonly wanted: DeliveryState
  readonly seconds: number
  /** Number of an event from before the message was sent: the wait misses nothing behind it. */
  readonly after: number
  readonly clock: Clock
  /** Called at first and after each piece of news. */
  readonly onNews: () => void
}

/**
 * Follows the hub's events until every delivery has come as far as asked, or cannot any more, or time is up. A hub that
 * goes away meanwhile is waited for. What was reached is then in `book`.
 */
export async function waitForDeliveries(hub: FoundHub, book: ReceiptBook, request: WaitRequest): Promise<void> {
  const { clock, after, messageId, onNews } = request
  const stop = new AbortController()
  const timer = pause(clock, request.seconds * 1000, stop.signal).then(() => stop.abort())
  const isOver = () =>
    book.all.every(({ state }) => hasReached(state, request.wanted) || isHopeless(state, request.wanted))
  try {
    onNews()
    if (isOver()) return
    for await (const item of followEvents(hub.link, { clock, after, signal: stop.signal, patience: Infinity })) {
      if (item.kind === 'connected') {
        if (item.again) await rereadReceipts(hub, book, messageId)
      } else if (item.event.type === 'delivery.changed' && item.event.data.messageId === messageId) {
        book.take(item.event.data)
      }
      onNews()
      if (isOver()) return
    }
  } finally {
    stop.abort()
    await timer
  }
}

/** After a gap the receipts themselves are asked too: whatever the stream held back, they tell. */
async function rereadReceipts(hub: FoundHub, book: ReceiptBook, messageId: string): Promise<void> {
  try {
    const { deliveries } = await hub.client.messages.receipts({ messageId })
    for (const delivery of deliveries) book.take(delivery)
  } catch (error) {
    // It went away again: the next connection asks once more.
    if (!(error instanceof HubError && error.code === 'hub_not_running')) throw error
  }
}

/** @throws HubError `not_reached` naming every delivery that did not come as far as `wanted`, and why */
export function assertAllReached(
  deliveries: readonly Delivery[],
  { wanted, seconds }: Pick<WaitRequest, 'wanted' | 'seconds'>,
): void {
  const missing = deliveries.filter(({ state }) => !hasReached(state, wanted))
  const [first] = missing
  if (first === undefined) return
  const isLate = missing.some(({ state }) => !isHopeless(state, wanted))
  const names = missing.map(({ to, state, reason }) => `${to.name} (${reasonWords(reason) || state})`).join(', ')
  const within = isLate ? ` within ${seconds} s` : ''
  throw new HubError(
    'not_reached',
    `${missing.length} of ${deliveries.length} did not reach ${wanted}${within}: ${names}`,
    {
      hint: hintFor(first.messageId, missing, isLate),
      data: { deliveries: missing },
    },
  )
}

/** What helps: to watch what may still arrive, to say what a shell is for, or to read why. */
function hintFor(messageId: string, missing: readonly Delivery[], isLate: boolean): string {
  if (isLate) return `comms receipts ${messageId} --follow shows the rest`
  if (missing.every(({ reason }) => reason === 'shell')) {
    return 'Nothing was typed. --as-command lets shells and interpreters run the text.'
  }
  return `comms receipts ${messageId} shows why`
}
