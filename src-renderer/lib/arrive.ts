import { findTransport } from './find-transport.ts'
import { setHub } from './hub.ts'
import { readState, type HubState } from './read-state.ts'
import type { Transport } from './transport.ts'

/** What the program starts with. */
export interface Arrival {
  readonly transport: Transport
  /** The first state of the hub, on its way. */
  readonly state: Promise<HubState>
}

/** Finds the hub and asks it what there is, while the program itself is still being read. */
export async function arrive(): Promise<Arrival> {
  const transport = await findTransport()
  setHub(transport)
  const state = readState()
  // Told by whoever waits for it, which nobody does yet.
  state.catch(() => undefined)
  return { transport, state }
}
