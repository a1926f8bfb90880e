import { pruneEvents } from '#store/events.ts'
import type { Hub } from './hub.ts'

/** How often the log is trimmed and the write-ahead log folded in, in milliseconds. */
const INTERVAL = 30_000

/** Keeps the database small while the hub runs. */
export function housekeeping(hub: Hub): Disposable {
  let timer = hub.clock.after(INTERVAL, tidy)

  function tidy(): void {
    const { isAlarming, walBytes } = hub.store.checkpoint()
    if (isAlarming) hub.onBug(new Error(`the write-ahead log has grown to ${walBytes} bytes`))
    hub.store.write(tx => pruneEvents(tx, hub.settings.current.keepEvents), { essential: true }).catch(hub.onBug)
    timer = hub.clock.after(INTERVAL, tidy)
  }

  return { [Symbol.dispose]: () => timer[Symbol.dispose]() }
}
