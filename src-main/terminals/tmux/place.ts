import type { Address } from '#contract/address.ts'
import type { ControlClient } from './control-client.ts'
import type { PaneId } from './pane-id.ts'
import type { ServerLink } from './server-link.ts'

/** Where one call goes. */
export interface Place {
  readonly address: Address
  readonly pane: PaneId
  readonly link: ServerLink
  readonly client: ControlClient
}
