import { call } from '../call.ts'
import { Capabilities } from '../capabilities.ts'

export const capabilities = {
  get: call
    .route({ method: 'GET', path: '/capabilities', summary: 'What this hub can do, through this door' })
    .output(Capabilities),
}
