import { z } from 'zod'
import { call, Done, errors } from '../call.ts'
import { QuietHours, QuietNow, QuietWho } from '../quiet.ts'

export const quiet = {
  list: call
    .route({ method: 'GET', path: '/quiet', summary: 'Quiet hours of the owner and of groups, and what waits in them' })
    .output(z.object({ quiet: z.array(QuietNow) })),
  set: call
    .route({ method: 'POST', path: '/quiet', summary: 'Set the quiet hours of the owner or of a group' })
    .errors(errors('bad_request', 'not_found'))
    .input(QuietHours)
    .output(QuietNow),
  remove: call
    .route({ method: 'POST', path: '/quiet/remove', summary: 'End quiet hours for good; what they held goes on' })
    .errors(errors('not_found'))
    .input(z.strictObject({ who: QuietWho }))
    .output(Done),
}
