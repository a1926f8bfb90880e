import { findOperation } from '#store/operations.ts'
import type { Hub } from '../hub.ts'

/** The clock takes no longer timer, in milliseconds. */
const TICK = 30_000

/** Stays until the operation has ended, the time is over, or the caller has hung up. */
export async function waitForOperation(
  hub: Hub,
  id: string,
  seconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const until = hub.clock.now() + seconds * 1_000
  const stop = new AbortController()
  const giveUp = () => stop.abort()
  using _news = hub.announcer.subscribe(event => {
    if (event.type === 'operation.changed' && event.data.id === id && event.data.state !== 'running') stop.abort()
  })
  signal?.addEventListener('abort', giveUp, { once: true })
  while (!stop.signal.aborted && isRunning(hub, id) && hub.clock.now() < until) {
    await hub.clock.sleep(Math.min(TICK, until - hub.clock.now()), stop.signal).catch(() => undefined)
  }
  signal?.removeEventListener('abort', giveUp)
}

function isRunning(hub: Hub, id: string): boolean {
  return findOperation(hub.store.read, id)?.state === 'running'
}
