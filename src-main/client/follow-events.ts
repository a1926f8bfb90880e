import { HubError } from '#contract/errors.ts'
import type { HubEvent } from '#contract/events.ts'
import { EventParser, type WireEvent } from './event-parser.ts'
import type { Link } from './link.ts'
import { pause, type Clock } from './pause.ts'

/** What a follower sees: that the stream stands (first time or again), and every event behind where it was. */
export type StreamItem =
  | { readonly kind: 'connected'; readonly again: boolean }
  | { readonly kind: 'event'; readonly event: HubEvent }

export interface FollowOptions {
  readonly clock: Clock
  /** Number of the last event already known; the stream starts behind it. */
  readonly after: number
  readonly signal?: AbortSignal
  /** How long a hub that went away may stay away, in milliseconds. */
  readonly patience?: number
}

const FIRST_DELAY = 50
const LONGEST_DELAY = 1_000

/**
 * Follows the hub's numbered events for ever, over restarts of the hub: each new connection asks for what came behind
 * the last event seen. Ends when `signal` aborts; fails with `hub_not_running` when patience runs out.
 */
export async function* followEvents(link: Link, options: FollowOptions): AsyncGenerator<StreamItem> {
  const { clock, signal, patience = 30_000 } = options
  const place = { last: options.after, connections: 0 }
  let delay = FIRST_DELAY
  let awaySince = clock.monotonic()
  const isStopped = () => signal?.aborted === true
  while (!isStopped()) {
    const before = place.connections
    const failure = yield* readUntilBroken(link, place, signal)
    if (place.connections > before) {
      delay = FIRST_DELAY
      awaySince = clock.monotonic()
    }
    if (isStopped()) return
    if (failure !== undefined && (failure.code !== 'hub_not_running' || clock.monotonic() - awaySince > patience))
      throw failure
    await pause(clock, delay, signal)
    delay = Math.min(delay * 2, LONGEST_DELAY)
  }
}

interface Place {
  last: number
  connections: number
}

/** One connection, to its end; returns what broke it, or nothing when the hub closed it. */
async function* readUntilBroken(
  link: Link,
  place: Place,
  signal?: AbortSignal,
): AsyncGenerator<StreamItem, HubError | undefined> {
  try {
    yield* readOnce(link, place, signal)
    return undefined
  } catch (error) {
    if (error instanceof HubError) return error
    throw error
  }
}

async function* readOnce(link: Link, place: Place, signal?: AbortSignal): AsyncGenerator<StreamItem> {
  const parser = new EventParser()
  const headers = { accept: 'text/event-stream', 'last-event-id': String(place.last) }
  const options = signal === undefined ? { headers } : { headers, signal }
  let connected = false
  for await (const text of link.stream(`/v1/events?after=${place.last}`, options)) {
    if (!connected) yield { kind: 'connected', again: place.connections++ > 0 }
    connected = true
    for (const event of parser.push(text).map(readEvent)) {
      // A resumed stream may repeat its last event.
      if (event === undefined || event.number <= place.last) continue
      place.last = event.number
      yield { kind: 'event', event }
    }
  }
}

function readEvent(wire: WireEvent): HubEvent | undefined {
  try {
    const event = JSON.parse(wire.data) as HubEvent
    return typeof event.number === 'number' && typeof event.type === 'string' ? event : undefined
  } catch {
    return undefined
  }
}
