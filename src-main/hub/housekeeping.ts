import { returnSpareMemory } from '#platform/spare-memory.ts'
import { countActiveByState } from '#store/delivery-lists.ts'
import { pruneEvents } from '#store/events.ts'
import type { Hub } from './hub.ts'

/** How often the log is trimmed and the write-ahead log folded in, in milliseconds. */
const INTERVAL = 30_000

/** After the start, when every session has been seen; what the start needed is given back then. */
const SETTLED = 5_000

/** Keeps the database small, and the memory, while the hub runs. */
export function housekeeping(hub: Hub): Disposable {
  const settled = hub.clock.after(SETTLED, spare)
  let timer = hub.clock.after(INTERVAL, tidy)

  function tidy(): void {
    const { isAlarming, walBytes } = hub.store.checkpoint()
    if (isAlarming) hub.onBug(new Error(`the write-ahead log has grown to ${walBytes} bytes`))
    hub.store.write(tx => pruneEvents(tx, hub.settings.current.keepEvents), { essential: true }).catch(hub.onBug)
    spare()
    timer = hub.clock.after(INTERVAL, tidy)
  }

  /** Not while something is on its way: between a look at a screen and the key there is no time for a pause. */
  function spare(): void {
    const { sending = 0, typed = 0, submitted = 0 } = countActiveByState(hub.store.read)
    if (sending + typed + submitted === 0) returnSpareMemory()
  }

  return {
    [Symbol.dispose]() {
      settled[Symbol.dispose]()
      timer[Symbol.dispose]()
    },
  }
}
