import { z } from 'zod'
import { call, errors } from '../call.ts'
import { Need } from '../need.ts'

const Id = z.string().min(4).max(36)

export const needs = {
  list: call
    .route({ method: 'GET', path: '/needs', summary: 'What agents ask a person now, oldest first' })
    .output(z.object({ needs: z.array(Need) })),
  answer: call
    .route({
      method: 'POST',
      path: '/needs/answer',
      summary: 'Allow once or deny what an agent asks; several only when they ask the very same',
    })
    .errors(errors('not_found', 'ambiguous', 'conflict', 'too_late', 'unsupported'))
    .input(
      z.strictObject({
        /** Ids, whole or short. */
        ids: z.array(Id).min(1).max(100),
        decision: z.enum(['allow', 'deny']),
        /** Told to the agent with a no. */
        reason: z.string().max(1_000).optional(),
      }),
    )
    .output(
      z.object({
        answered: z.array(z.string()),
        /** Those that were no longer open when it came to them, and why. */
        left: z.array(z.object({ id: z.string(), why: z.string() })),
      }),
    ),
}
