import { measureWork } from '#platform/clock.ts'
import { returnSpareMemory } from '#platform/spare-memory.ts'
import { countActiveByState } from '#store/delivery-lists.ts'
import { pruneEvents } from '#store/events.ts'
import type { Hub } from './hub.ts'

/** How often the log is trimmed and the write-ahead log folded in, in milliseconds. */
const INTERVAL = 30_000

/** After the start, when every session has been seen; what the start needed is given back then. */
const SETTLED = 5_000

/** Before a pause the hub is watched for this long, in milliseconds, and must have been at work for less of it than this. */
const WATCH = 500
const AT_WORK = 0.3

/** Keeps the database small, and the memory, while the hub runs. */
export function housekeeping(hub: Hub): Disposable {
  let watch: Disposable | undefined
  const settled = hub.clock.after(SETTLED, spare)
  let timer = hub.clock.after(INTERVAL, tidy)

  function tidy(): void {
    const { isAlarming, walBytes } = hub.store.checkpoint()
    if (isAlarming) hub.onBug(new Error(`the write-ahead log has grown to ${walBytes} bytes`))
    hub.store.write(tx => pruneEvents(tx, hub.settings.current.keepEvents), { essential: true }).catch(hub.onBug)
    spare()
    timer = hub.clock.after(INTERVAL, tidy)
  }

  /** Memory is given back in a pause: only where nobody waits for the hub just now. Else the next time finds it. */
  function spare(): void {
    const work = measureWork()
    watch = hub.clock.after(WATCH, () => {
      if (work() < AT_WORK && !isTyping()) returnSpareMemory()
    })
  }

  /** Between a look at a screen and the key there is no time for a pause. */
  function isTyping(): boolean {
    const { sending = 0, typed = 0, submitted = 0 } = countActiveByState(hub.store.read)
    return sending + typed + submitted > 0
  }

  return {
    [Symbol.dispose]() {
      settled[Symbol.dispose]()
      timer[Symbol.dispose]()
      watch?.[Symbol.dispose]()
    },
  }
}
