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
  signOut: call
    .route({
      method: 'POST',
      path: '/web/leave',
      summary: 'Let no browser in any longer that was let in before, and end what each of them follows',
    })
    .errors(errors('unsupported'))
    .output(z.object({ browsers: z.int().min(0) })),
}
