import { HubError } from '#contract/errors.ts'
import type { HubEvent } from '#contract/events.ts'
import type { DeliveryState } from '#contract/delivery.ts'
import { findAnswer } from '#store/asks.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import { markRead, toInboxMessage } from '#store/mailbox.ts'
import type { MessageRow } from '#store/rows.ts'
import { receiptsOf } from './accept.ts'
import type { Caller } from './caller.ts'
import { changeDelivery } from './change-delivery.ts'
import type { Hub } from './hub.ts'
import { OWNER_MAILBOX } from './owner-mailbox.ts'
import { waitUntil } from './wait-until.ts'

/** Ends of a delivery after which no answer comes by itself. */
const HOPELESS: ReadonlySet<DeliveryState> = new Set(['skipped', 'failed', 'cancelled', 'expired'])

/**
 * Waits for the answer to a question, for an end that rules one out, or for the time to run out: then the question is
 * returned without an answer, which goes to the asker's mailbox when it comes.
 */
export async function waitForAnswer(
  hub: Hub,
  caller: Caller,
  messageId: string,
  seconds: number,
  signal: AbortSignal | undefined,
) {
  const hasAnswer = () => findAnswer(hub.store.read, messageId) !== undefined
  const isHopeless = () => listDeliveriesByMessage(hub.store.read, messageId).every(({ state }) => HOPELESS.has(state))
  const isOver = () => hasAnswer() || isHopeless()
  await waitUntil(hub, { isOver, concerns: event => concerns(event, messageId), seconds, signal })
  return told(hub, caller, messageId)
}

function concerns(event: HubEvent, messageId: string): boolean {
  if (event.type === 'message.accepted') return event.data.replyTo === messageId
  return event.type === 'delivery.changed' && event.data.messageId === messageId
}

/** The question as it stands. An answer that its asker is given here has been read, and is not handed over again. */
async function told(hub: Hub, caller: Caller, messageId: string) {
  const answer = findAnswer(hub.store.read, messageId)
  if (answer !== undefined) await noteReading(hub, caller, answer)
  const [delivery] = receiptsOf(hub, messageId).deliveries
  if (delivery === undefined) throw new HubError('not_found', `Message ${messageId} has no recipient`)
  const readAt = answer === undefined ? null : hub.clock.now()
  return {
    messageId,
    delivery,
    answer: answer === undefined ? null : toInboxMessage({ message: answer, readAt, ackedAt: null }),
  }
}

function noteReading(hub: Hub, { sender }: Caller, answer: MessageRow): Promise<void> {
  const reader = sender.kind === 'owner' ? OWNER_MAILBOX : sender.address
  const known = { source: 'reader' as const, evidence: 'the asker was waiting for it' }
  return hub.store.write(
    tx => {
      for (const { id, address } of listDeliveriesByMessage(tx, answer.id)) {
        if (address !== reader) continue
        markRead(tx, answer.id, address, hub.clock.now())
        changeDelivery(hub.changes, tx, id, { kind: 'confirm' }, known)
      }
    },
    { essential: true },
  )
}
