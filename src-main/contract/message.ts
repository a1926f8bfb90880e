import { z } from 'zod'
import { Delivery, LaneName, PlannedDelivery, SubmitStrategy } from './delivery.ts'
import { MessageId, Timestamp } from './ids.ts'

/** A `task` wakes its recipient; a `note` waits until it is read. */
export const MessageKind = z.enum(['task', 'note'])
export type MessageKind = z.infer<typeof MessageKind>

/** Who said it, stamped by the hub from the connection and never read from the request. */
export const Sender = z.object({
  kind: z.enum(['owner', 'agent', 'hub']),
  name: z.string(),
  /** Session the sender runs in, when it is an agent the hub can see. */
  address: z.string().nullable(),
})
export type Sender = z.infer<typeof Sender>

/** What somebody said. */
export const Message = z.object({
  id: MessageId,
  from: Sender,
  conversation: z.string().nullable(),
  body: z.string(),
  kind: MessageKind,
  at: Timestamp,
  replyTo: MessageId.nullable(),
  noReply: z.boolean(),
  expiresAt: Timestamp,
  /** First message of the chain of replies and forwards this one belongs to. */
  root: MessageId,
  /** How many agents passed it on since a person last spoke. */
  hops: z.int(),
})
export type Message = z.infer<typeof Message>

/** A target as a person writes it: address, name, folder, `@group`, or a filter. */
export const Target = z.string().min(1).max(1_000)
export type Target = z.infer<typeof Target>

/** One message to several that goes to all of them at the same time: held until every target is ready, but not for ever. */
export const Together = z.strictObject({
  /** Seconds to wait for all of them to be ready. */
  waitSeconds: z.int().min(1).max(86_400).default(600),
  /** When they were not: take it back from everybody, or send it to those that are ready and take it back from the rest. */
  otherwise: z.enum(['retract', 'send_ready']).default('retract'),
})
export type Together = z.infer<typeof Together>

/** How to send, shared by the real send and its preview. */
export const SendOptions = z.strictObject({
  to: z.array(Target).min(1).max(1_000),
  /** Not empty, and at most the hub's body limit (64 KiB of UTF-8 by default). Never cut. */
  body: z.string(),
  kind: MessageKind.default('task'),
  /** Decides the lane outright; otherwise it depends on who speaks. */
  lane: LaneName.optional(),
  submit: SubmitStrategy.optional(),
  noReply: z.boolean().default(false),
  /** The sender waits for an answer: when none is given outright, the last words of the turn it was read in are sent. */
  wantsAnswer: z.boolean().default(false),
  replyTo: MessageId.optional(),
  /** Seconds from now after which it is no longer delivered. */
  expiresInSeconds: z.number().positive().max(31_536_000).optional(),
  /** The sender has confirmed what needs confirming: a leading `!`, many targets, a program without a profile. */
  confirmed: z.boolean().default(false),
  /** The body holds `{{variables}}`, filled in for each target; an unknown one is refused. Otherwise braces are text. */
  isTemplate: z.boolean().default(false),
  /** The owner wants the text run as a command by shells and interpreters too. Nothing else opens that gate. */
  asCommand: z.boolean().default(false),
  /** To all at the same time, once every one of them is ready. */
  together: Together.optional(),
})
export type SendOptions = z.infer<typeof SendOptions>

export const SendRequest = SendOptions.extend({
  /** Made by the caller; sending it again with the same content returns the first answer. */
  messageId: MessageId,
})
export type SendRequest = z.infer<typeof SendRequest>

export const SendResult = z.object({ messageId: MessageId, deliveries: z.array(Delivery) })
export type SendResult = z.infer<typeof SendResult>

export const PlanResult = z.object({ deliveries: z.array(PlannedDelivery) })
export type PlanResult = z.infer<typeof PlanResult>
