import { isInFlight } from '#domain/delivery.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import { findMessage } from '#store/messages.ts'
import type { Hub } from '../hub.ts'

/** A turn may be over before its session's records were looked at; they are looked at so long and so often (ms). */
const PATIENCE = 1_000
const LOOK_EVERY = 50

/** Looks whether the questions in a session's inbox have come up there: only then do its last words answer them. */
export async function proveAsks(hub: Hub, address: string): Promise<void> {
  const until = hub.clock.now() + PATIENCE
  while (hasUnproved(hub, address) && hub.clock.now() < until) {
    hub.outbox.wake(address)
    await hub.clock.sleep(LOOK_EVERY)
  }
}

function hasUnproved({ store }: Hub, address: string): boolean {
  return listActiveForAddress(store.read, address).some(
    ({ lane, state, reason, messageId }) =>
      lane === 'inbox' &&
      isInFlight(state) &&
      reason !== 'held_there' &&
      findMessage(store.read, messageId)?.options.wantsAnswer === true,
  )
}
