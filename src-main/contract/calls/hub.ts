import { z } from 'zod'
import { agent, call, Done, errors } from '../call.ts'
import { Sender } from '../message.ts'
import { Check, HubStatus } from '../hub-status.ts'

export const hub = {
  status: call
    .meta(agent)
    .route({ method: 'GET', path: '/hub', summary: 'Tell what this hub is, what it sees and what waits' })
    .output(HubStatus),
  whoami: call
    .meta(agent)
    .route({ method: 'GET', path: '/whoami', summary: 'Who the caller is to the hub, and what it may do' })
    .output(z.object({ sender: Sender, power: z.enum(['owner', 'agent']) })),
  stop: call.route({ method: 'POST', path: '/hub/stop', summary: 'Stop the hub; what waits is kept' }).output(Done),
  doctor: call
    .route({ method: 'GET', path: '/doctor', summary: 'Check everything the hub rests on' })
    .output(z.object({ checks: z.array(Check) })),
  mend: call
    .route({ method: 'POST', path: '/doctor/mend', summary: 'Mend what one check complains of' })
    .errors(errors('not_found', 'unsupported', 'bad_request', 'conflict', 'unfit', 'terminal'))
    .input(z.strictObject({ check: z.string().min(1).max(64) }))
    .output(
      z.object({
        /** What was done, in one sentence. */
        done: z.string(),
        /** The check as it stands after it. */
        check: Check,
      }),
    ),
}
