import { HubError } from '#contract/errors.ts'
import { noted } from '../audit.ts'
import type { Hub } from '../hub.ts'
import { handle } from './handle.ts'

export const open = handle.web.open.handler(async ({ context: { hub, caller } }) => {
  const web = webOf(hub)
  return noted(hub, caller, { what: 'open the web door', target: '' }, () => web.open())
})

export const signOut = handle.web.signOut.handler(async ({ context: { hub, caller } }) => {
  const web = webOf(hub)
  const browsers = await noted(hub, caller, { what: 'sign out every browser', target: '' }, () => web.signOut())
  return { browsers }
})

function webOf({ web }: Hub): NonNullable<Hub['web']> {
  if (web !== undefined) return web
  throw new HubError('unsupported', 'This hub has no web door', { data: { what: 'web' } })
}
