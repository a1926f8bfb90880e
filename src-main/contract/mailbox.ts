import { z } from 'zod'
import { MessageId, Timestamp } from './ids.ts'
import { MessageKind } from './message.ts'

/** A message as its reader sees it. */
export const InboxMessage = z.object({
  id: MessageId,
  from: z.string(),
  conversation: z.string().nullable(),
  body: z.string(),
  kind: MessageKind,
  at: Timestamp,
  replyTo: MessageId.nullable(),
  /** When this reader first read it, or null. */
  readAt: Timestamp.nullable(),
})
export type InboxMessage = z.infer<typeof InboxMessage>
