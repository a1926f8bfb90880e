import { z } from 'zod'
import { call, Done, errors } from '../call.ts'

export const demo = {
  start: call
    .route({ method: 'POST', path: '/demo/start', summary: 'Start five sample sessions of our own' })
    .errors(errors('unsupported', 'terminal'))
    .output(z.object({ addresses: z.array(z.string()) })),
  stop: call.route({ method: 'POST', path: '/demo/stop', summary: 'End the sample sessions' }).output(Done),
}
