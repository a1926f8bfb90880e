import type { Delivery } from '#contract/delivery.ts'
import { HubError } from '#contract/errors.ts'
import { insertDeliveries, type NewDelivery } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import type { Accepted, Entrance } from '#store/intake.ts'
import { insertMessage, type NewMessage } from '#store/messages.ts'
import { toMessage } from '#store/rows.ts'
import { answerOriginal } from './answer.ts'
import { noteDeed } from './audit.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'
import { assertNoLoop } from './loop-watch.ts'
import { noteAnswer } from './operations/conclude.ts'

/** All that one accepted message comes to, as the intake keeps it: JSON and back leave it as it is. */
export interface AcceptedMessage extends Accepted {
  readonly message: NewMessage
  readonly deliveries: readonly NewDelivery[]
  readonly caller: Pick<Caller, 'sender' | 'door'>
}

/** What was accepted is entered this much later, in milliseconds, unless somebody asks before. */
const ENTER_AFTER = 20

/** How the store enters what it took in for `acceptMessage`. */
export function entranceOf(hub: Hub): Entrance {
  return {
    enter: (tx, accepted) => enterMessage(hub, tx, accepted as AcceptedMessage) !== undefined,
    soon: run => hub.clock.after(ENTER_AFTER, run),
  }
}

/**
 * Enters a message in its tables, with its deliveries, the audit, and what it answers. Undefined, with
 * nothing changed, where it is entered already; throws `conflict` where the id says something else.
 */
export function enterMessage(
  hub: Hub,
  tx: WriteTx,
  { message, deliveries, caller }: AcceptedMessage,
): Delivery[] | undefined {
  const outcome = insertMessage(tx, message)
  if (outcome.kind === 'conflict') throw conflict(message.id)
  if (outcome.kind === 'repeated') return undefined
  assertNoLoop(hub, tx, message, deliveries)
  const receipts = insertDeliveries(tx, deliveries)
  // Who sent what to whom; never the words.
  noteDeed(hub, tx, caller, {
    what: `send ${message.kind} ${message.id} (${Buffer.byteLength(message.body)} bytes)`,
    target: deliveries.map(delivery => delivery.name).join(' '),
    result: 'accepted',
    at: message.at,
  })
  hub.announcer.add(tx, { type: 'message.accepted', data: toMessage({ ...message, sequence: 0 }) })
  if (message.replyTo !== null) {
    answerOriginal(hub, tx, message)
    noteAnswer(hub, tx, message)
  }
  for (const receipt of receipts) hub.announcer.add(tx, { type: 'delivery.changed', data: receipt })
  return receipts
}

/** The same id with other words. */
export function conflict(messageId: string): HubError {
  return new HubError('conflict', `Message ${messageId} exists and says something else`, {
    hint: 'Nothing was sent. A new message needs a new id.',
    data: { name: messageId },
  })
}
