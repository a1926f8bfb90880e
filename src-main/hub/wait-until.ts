import type { HubEvent } from '#contract/events.ts'
import type { Hub } from './hub.ts'

/** The clock takes no longer timer, in milliseconds. */
const TICK = 30_000

export interface Awaited {
  /** Whether there is nothing more to wait for; asked at first, and at each piece of news. */
  isOver(): boolean
  /** Whether an event may have changed the answer to that. */
  concerns(event: HubEvent): boolean
  readonly seconds: number
  /** Aborted when the caller has hung up. */
  readonly signal: AbortSignal | undefined
}

/** Stays until it is over, the time is, or the caller has hung up. */
export async function waitUntil(hub: Hub, { isOver, concerns, seconds, signal }: Awaited): Promise<void> {
  const until = hub.clock.now() + seconds * 1_000
  const stop = new AbortController()
  const giveUp = () => stop.abort()
  using _news = hub.announcer.subscribe(event => {
    if (concerns(event) && isOver()) stop.abort()
  })
  signal?.addEventListener('abort', giveUp, { once: true })
  while (!stop.signal.aborted && !isOver() && hub.clock.now() < until) {
    await hub.clock.sleep(Math.min(TICK, until - hub.clock.now()), stop.signal).catch(() => undefined)
  }
  signal?.removeEventListener('abort', giveUp)
}
