import { HubError } from '#contract/errors.ts'
import { handle } from './handle.ts'

export const open = handle.web.open.handler(async ({ context: { hub } }) => {
  if (hub.openWeb === undefined) {
    throw new HubError('unsupported', 'This hub has no web door', { data: { what: 'web' } })
  }
  return hub.openWeb()
})
