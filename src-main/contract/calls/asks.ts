import { z } from 'zod'
import { agent, call, errors } from '../call.ts'
import { Delivery } from '../delivery.ts'
import { MessageId } from '../ids.ts'
import { InboxMessage } from '../mailbox.ts'
import { Target } from '../message.ts'

/** A question, how far it has got, and its answer once there is one. */
export const Asked = z.object({ messageId: MessageId, delivery: Delivery, answer: InboxMessage.nullable() })

/** How long the call stays open for an answer, in seconds. */
const wait = z.coerce.number().min(0).max(3_600).default(0)

export const asks = {
  ask: call
    .meta(agent)
    .route({ method: 'POST', path: '/asks', summary: 'Give one recipient a task and wait for its answer' })
    .errors(
      errors(
        'not_found',
        'ambiguous',
        'bad_filter',
        'empty_body',
        'body_too_large',
        'conflict',
        'needs_confirmation',
        'loop_blocked',
        'rate_limited',
        'storage',
        'forbidden',
        'unsupported',
      ),
    )
    .input(
      z.strictObject({
        /** Made by the caller; asking again with the same content returns the same question. */
        messageId: MessageId,
        to: Target,
        body: z.string(),
        waitSeconds: wait,
        /** Seconds from now after which it is no longer delivered. */
        expiresInSeconds: z.number().positive().max(31_536_000).optional(),
      }),
    )
    .output(Asked),
  answer: call
    .meta(agent)
    .route({ method: 'GET', path: '/asks/{messageId}', summary: 'The answer to a question of your own' })
    .errors(errors('not_found'))
    .input(z.strictObject({ messageId: MessageId, waitSeconds: wait }))
    .output(Asked),
  done: call
    .meta(agent)
    .route({ method: 'POST', path: '/asks/{messageId}/done', summary: 'Answer whoever gave you a task' })
    .errors(errors('not_found', 'ambiguous', 'forbidden', 'body_too_large', 'loop_blocked', 'rate_limited', 'storage'))
    .input(
      z.strictObject({
        messageId: z.string().min(4).max(36),
        /** What to tell the asker; "done" when left out. */
        result: z.string().optional(),
      }),
    )
    .output(z.object({ ok: z.literal(true), messageId: MessageId })),
}
