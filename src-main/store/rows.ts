import type { Delivery, Step, SubmitStrategy } from '#contract/delivery.ts'
import type { Message, MessageKind, SendOptions, Sender } from '#contract/message.ts'
import type { DeliveryFacts } from '#domain/delivery.ts'
import type { InboxIntent } from '#domain/inbox-proof.ts'
import type { Intent } from '#domain/observe.ts'
import type { Identity } from '#domain/ports.ts'
import { toTimestamp } from './time.ts'

/** A message as it is kept. Times are milliseconds since 1970. */
export interface MessageRow {
  /** Order of acceptance, over all messages. */
  readonly sequence: number
  readonly id: string
  readonly from: Sender
  readonly conversation: string | null
  readonly body: string
  readonly kind: MessageKind
  readonly at: number
  readonly replyTo: string | null
  readonly noReply: boolean
  readonly expiresAt: number
  readonly root: string
  readonly hops: number
  /** How the sender wanted it sent, as far as later steps need it. */
  readonly options: Partial<SendOptions>
  /** Equal for equal requests: the same id with another hash is a conflict, not a repetition. */
  readonly contentHash: string
}

/** A delivery as it is kept. Times are milliseconds since 1970. */
export interface DeliveryRow extends DeliveryFacts {
  /** Order of acceptance, over all deliveries: FIFO for each sender and target. */
  readonly sequence: number
  readonly id: string
  readonly messageId: string
  readonly address: string
  readonly name: string
  /** Who sent it, in one word: deliveries with the same key and address keep their order. */
  readonly senderKey: string
  /** Null where the profile decides. */
  readonly submit: SubmitStrategy | null
  /** Grows with every change; a change names the version it has read. */
  readonly version: number
  /** Exactly what this target gets. */
  readonly text: string
  /** The program this is meant for, as it was found. */
  readonly identity: Identity | null
  readonly intent: Intent | InboxIntent | null
  /** Not looked at before this moment. */
  readonly dueAt: number
  readonly createdAt: number
  /** How often the hub died while this was in its hands. */
  readonly crashes: number
}

/** The message as everybody outside sees it. */
export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    from: row.from,
    conversation: row.conversation,
    body: row.body,
    kind: row.kind,
    at: toTimestamp(row.at),
    replyTo: row.replyTo,
    noReply: row.noReply,
    expiresAt: toTimestamp(row.expiresAt),
    root: row.root,
    hops: row.hops,
  }
}

/** What a receipt is made of, besides its steps. */
type ReceiptFacts = Pick<
  DeliveryRow,
  'id' | 'messageId' | 'address' | 'name' | 'state' | 'lane' | 'reason' | 'attempts' | 'presses' | 'expiresAt'
>

/** The receipt: a delivery with all that happened to it. */
export function toDelivery(row: ReceiptFacts, steps: readonly Step[]): Delivery {
  return {
    id: row.id,
    messageId: row.messageId,
    to: { address: row.address, name: row.name },
    state: row.state,
    lane: row.lane,
    reason: row.reason,
    attempts: row.attempts,
    presses: row.presses,
    expiresAt: toTimestamp(row.expiresAt),
    steps: [...steps],
  }
}
