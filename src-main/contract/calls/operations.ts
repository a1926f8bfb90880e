import { z } from 'zod'
import { agent, call, errors } from '../call.ts'
import { MessageId } from '../ids.ts'
import { Operation, OperationState, StartOperation } from '../operation.ts'

const One = z.strictObject({ id: MessageId })
const sending = errors(
  'not_found',
  'ambiguous',
  'bad_filter',
  'bad_request',
  'empty_body',
  'body_too_large',
  'bad_template',
  'conflict',
  'needs_confirmation',
  'loop_blocked',
  'rate_limited',
  'storage',
  'forbidden',
  'unsupported',
)

export const operations = {
  begin: call
    .meta(agent)
    .route({ method: 'POST', path: '/operations', summary: 'Give several sessions their tasks and gather the answers' })
    .errors(sending)
    .input(StartOperation)
    .output(Operation),
  list: call
    .meta(agent)
    .route({ method: 'GET', path: '/operations', summary: 'List operations, newest first' })
    .input(
      z.strictObject({ state: OperationState.optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }),
    )
    .output(z.object({ operations: z.array(Operation) })),
  show: call
    .meta(agent)
    .route({ method: 'GET', path: '/operations/{id}', summary: 'Show an operation with every answer so far' })
    .errors(errors('not_found'))
    .input(
      One.extend({
        /** Stay until it has ended, at most this long, in seconds. */ waitSeconds: z.coerce
          .number()
          .min(0)
          .max(3_600)
          .default(0),
      }),
    )
    .output(Operation),
  followUp: call
    .meta(agent)
    .route({ method: 'POST', path: '/operations/{id}/followup', summary: 'Ask again those who have not answered' })
    .errors(
      errors(
        'not_found',
        'too_late',
        'forbidden',
        'conflict',
        'body_too_large',
        'empty_body',
        'loop_blocked',
        'storage',
      ),
    )
    .input(
      One.extend({
        /** Made by the caller; asking again with the same words under it asks nobody twice. */
        messageId: MessageId,
        body: z.string().optional(),
      }),
    )
    .output(Operation),
  cancel: call
    .meta(agent)
    .route({
      method: 'POST',
      path: '/operations/{id}/cancel',
      summary: 'Call an operation off; what was not typed is withdrawn',
    })
    .errors(errors('not_found', 'too_late', 'forbidden'))
    .input(One)
    .output(Operation),
  report: call
    .meta(agent)
    .route({ method: 'POST', path: '/progress', summary: 'Tell how far you are with a task of an operation' })
    .errors(errors('not_found', 'ambiguous', 'forbidden', 'too_late'))
    .input(
      z.strictObject({
        /** The task, by its whole id, its start, or its last 8 digits. */
        messageId: z.string().min(4).max(36),
        percent: z.int().min(0).max(100),
        note: z.string().max(2_000).optional(),
      }),
    )
    .output(Operation),
}
