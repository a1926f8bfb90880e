import { z } from 'zod'
import { Address } from '../address.ts'
import { Attention, NoticeCause, NoticeLevel } from '../attention.ts'
import { call, errors } from '../call.ts'
import { Timestamp } from '../ids.ts'
import { Target } from '../message.ts'

export const attention = {
  get: call
    .route({ method: 'GET', path: '/attention', summary: 'Notification levels, and what is snoozed' })
    .output(Attention),
  tells: call
    .route({ method: 'GET', path: '/attention/tells', summary: 'Whether to notify the person of a session now' })
    .input(z.strictObject({ address: Address, cause: NoticeCause }))
    .output(
      z.object({
        isTold: z.boolean(),
        /** Why, in words. */
        because: z.string(),
      }),
    ),
  level: call
    .route({ method: 'POST', path: '/attention/level', summary: 'Set the notification level of a session or group' })
    .errors(errors('not_found', 'ambiguous'))
    .input(
      z.strictObject({
        /** A session, or `@` and the name of a group. */
        who: Target,
        /** Null takes the level away that was set. */
        level: NoticeLevel.nullable(),
      }),
    )
    .output(Attention),
  snooze: call
    .route({ method: 'POST', path: '/attention/snooze', summary: 'Do not show a request or a session before a time' })
    .errors(errors('bad_request', 'not_found', 'ambiguous'))
    .input(
      z.strictObject({
        /** A session, or the id of a request that is open. */
        what: Target,
        /** Null shows it again. */
        until: Timestamp.nullable(),
      }),
    )
    .output(Attention),
}
