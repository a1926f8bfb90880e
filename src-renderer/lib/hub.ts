import { createClient } from '#client/client.ts'
import type { HubClient } from '#client/calls.ts'
import type { Transport } from './transport.ts'

let client: HubClient | undefined

/** Set once, before the first component renders. */
export function setHub(transport: Transport): void {
  client = createClient(transport.link)
}

/** The one client of this page. */
export function getHub(): HubClient {
  if (client === undefined) throw new Error('the page has no hub yet')
  return client
}
