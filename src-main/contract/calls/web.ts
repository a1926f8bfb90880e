import { z } from 'zod'
import { call, errors } from '../call.ts'

export const web = {
  open: call
    .route({
      method: 'POST',
      path: '/web/open',
      summary: 'Open the web door and make an address with a one-time code',
    })
    .errors(errors('unsupported', 'unfit'))
    .output(z.object({ url: z.url(), expiresInSeconds: z.int() })),
}
