import { z } from 'zod'
import { call, errors } from '../call.ts'
import { Timestamp } from '../ids.ts'
import { UsageLimit } from '../limit.ts'
import { Target } from '../message.ts'

export const limits = {
  list: call
    .route({ method: 'GET', path: '/limits', summary: 'Sessions that a usage limit stopped, and when it resets' })
    .output(z.object({ limits: z.array(UsageLimit) })),
  continue: call
    .route({
      method: 'POST',
      path: '/limits/continue',
      summary: 'Say continue to a session once its usage limit resets',
    })
    .errors(errors('bad_request', 'not_found', 'ambiguous', 'conflict'))
    .input(
      z.strictObject({
        target: Target,
        /** When, in place of the reset that its program told; needed where it told none. */
        at: Timestamp.optional(),
      }),
    )
    .output(UsageLimit),
  leave: call
    .route({ method: 'POST', path: '/limits/leave', summary: 'Do not say continue to it after all' })
    .errors(errors('not_found', 'ambiguous'))
    .input(z.strictObject({ target: Target }))
    .output(UsageLimit),
}
