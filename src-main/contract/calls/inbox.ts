import { z } from 'zod'
import { agent, call, Done, errors } from '../call.ts'
import { InboxMessage } from '../mailbox.ts'
import { Target } from '../message.ts'

export const inbox = {
  list: call
    .meta(agent)
    .route({ method: 'GET', path: '/inbox', summary: 'Messages for a reader, unread ones unless all are asked for' })
    .errors(errors('not_found', 'ambiguous', 'forbidden'))
    .input(
      z.strictObject({
        /** Whose inbox; an agent only ever reads its own. The owner's own inbox when left out. */
        reader: Target.optional(),
        all: z.stringbool().default(false),
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
      }),
    )
    .output(z.object({ messages: z.array(InboxMessage) })),
  read: call
    .meta(agent)
    .route({ method: 'POST', path: '/inbox/{messageId}/read', summary: 'Read one message; its sender is told' })
    .errors(errors('not_found', 'ambiguous', 'forbidden'))
    .input(z.strictObject({ messageId: z.string().min(4).max(36), reader: Target.optional() }))
    .output(InboxMessage),
  ack: call
    .meta(agent)
    .route({ method: 'POST', path: '/inbox/{messageId}/ack', summary: 'Acknowledge one message' })
    .errors(errors('not_found', 'ambiguous', 'forbidden'))
    .input(z.strictObject({ messageId: z.string().min(4).max(36), reader: Target.optional() }))
    .output(Done),
}
