import { z } from 'zod'
import { Away } from '../away.ts'
import { call, Done } from '../call.ts'

export const away = {
  get: call
    .route({ method: 'GET', path: '/away', summary: 'What happened while the owner was last away' })
    .output(z.object({ away: Away.nullable() })),
  back: call
    .route({ method: 'POST', path: '/away/back', summary: 'The owner is here' })
    .output(z.object({ away: Away.nullable() })),
  dismiss: call
    .route({ method: 'POST', path: '/away/dismiss', summary: 'The owner has seen what happened' })
    .output(Done),
}
