import { z } from 'zod'
import { agent, call, errors } from '../call.ts'
import { MessageId } from '../ids.ts'
import { PlanResult, SendOptions, SendRequest, SendResult, Target } from '../message.ts'

export const messages = {
  send: call
    .meta(agent)
    .route({ method: 'POST', path: '/messages', summary: 'Send one message to every target' })
    .errors(
      errors(
        'not_found',
        'ambiguous',
        'bad_filter',
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
      ),
    )
    .input(SendRequest)
    .output(SendResult),
  plan: call
    .meta(agent)
    .route({
      method: 'POST',
      path: '/messages/plan',
      summary: 'Tell what sending would do to each target, and send nothing',
    })
    .errors(
      errors(
        'not_found',
        'ambiguous',
        'bad_filter',
        'empty_body',
        'body_too_large',
        'bad_template',
        'forbidden',
        'unsupported',
      ),
    )
    .input(SendOptions)
    .output(PlanResult),
  receipts: call
    .meta(agent)
    .route({ method: 'GET', path: '/messages/{messageId}', summary: 'The receipts of one message' })
    .errors(errors('not_found'))
    .input(z.strictObject({ messageId: MessageId }))
    .output(SendResult),
  retry: call
    .route({
      method: 'POST',
      path: '/messages/{messageId}/retry',
      summary: 'Queue again what failed, expired or is uncertain',
    })
    .errors(errors('not_found', 'too_late'))
    .input(z.strictObject({ messageId: MessageId, target: Target.optional() }))
    .output(SendResult),
  cancel: call
    .meta(agent)
    .route({ method: 'POST', path: '/messages/{messageId}/cancel', summary: 'Withdraw what has not been typed yet' })
    .errors(errors('not_found', 'too_late', 'forbidden'))
    .input(z.strictObject({ messageId: MessageId, target: Target.optional() }))
    .output(SendResult),
}
