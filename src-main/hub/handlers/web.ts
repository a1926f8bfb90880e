import { HubError } from '#contract/errors.ts'
import { noted } from '../audit.ts'
import { handle } from './handle.ts'

export const open = handle.web.open.handler(async ({ context: { hub, caller } }) => {
  const { openWeb } = hub
  if (openWeb === undefined) {
    throw new HubError('unsupported', 'This hub has no web door', { data: { what: 'web' } })
  }
  return noted(hub, caller, { what: 'open the web door', target: '' }, () => openWeb())
})
