import type { ServerResponse } from 'node:http'
import type { HubEvent } from '#contract/events.ts'
import type { Caller } from '#hub/caller.ts'
import { eventFor } from '#hub/event-for.ts'
import type { Hub } from '#hub/hub.ts'

/** At most about this much (bytes) waits here for a reader; the rest waits in the store. */
const BACKLOG_LIMIT = 1024 * 1024
/** A reader with a full backlog that does not take it within this time is dropped, in milliseconds. */
const PATIENCE = 5_000
/** Events are read from the store in pages of this many. */
const PAGE = 100
/** A comment line keeps the connection and tells a dead reader, in milliseconds. */
const KEEP_ALIVE = 15_000

export interface StreamRequest {
  /** Number of the last event the reader has. */
  readonly after: number
  readonly caller: Caller
}

/** What a stream needs of the hub. */
export type EventSource = Pick<Hub, 'clock' | 'eventsAfter'> & {
  readonly announcer: Pick<Hub['announcer'], 'subscribe'>
}

/**
 * Writes every event behind `after` and then each new one, as server-sent events. Nothing is missed between replay and
 * live: the stream always reads on from its own last number. A reader that is dropped resumes by its last number.
 */
export function streamEvents(hub: EventSource, response: ServerResponse, { after, caller }: StreamRequest): void {
  let last = after
  let isDone = false
  let stalled: Disposable | undefined
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'close',
  })
  response.write(': connected\n\n')

  const subscription = hub.announcer.subscribe(pump)
  let keepAlive = hub.clock.after(KEEP_ALIVE, beat)
  response.on('close', finish)
  response.on('finish', finish)
  response.on('error', finish)
  response.on('drain', goOn)
  pump()

  function pump(): void {
    while (!isDone && stalled === undefined) {
      const events = hub.eventsAfter(last, PAGE)
      if (events.length === 0) return
      for (const event of events) {
        response.write(encode(eventFor(caller, event)))
        last = event.number
        if (response.writableLength <= BACKLOG_LIMIT) continue
        stalled = hub.clock.after(PATIENCE, drop)
        break
      }
    }
  }

  function goOn(): void {
    stalled?.[Symbol.dispose]()
    stalled = undefined
    pump()
  }

  function drop(): void {
    finish()
    response.destroy()
  }

  function beat(): void {
    if (stalled === undefined) response.write(': still here\n\n')
    keepAlive = hub.clock.after(KEEP_ALIVE, beat)
  }

  function finish(): void {
    isDone = true
    subscription[Symbol.dispose]()
    keepAlive[Symbol.dispose]()
    stalled?.[Symbol.dispose]()
  }
}

function encode(event: HubEvent): string {
  return `id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
