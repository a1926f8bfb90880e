import type { ServerResponse } from 'node:http'
import type { HubEvent } from '#contract/events.ts'
import type { Hub } from '#hub/hub.ts'

/** A reader that has not taken this much (bytes) is dropped; it resumes by its last number. */
const BACKLOG_LIMIT = 1024 * 1024
/** Events are read from the store in pages of this many. */
const PAGE = 500
/** A comment line keeps the connection and tells a dead reader, in milliseconds. */
const KEEP_ALIVE = 15_000

/**
 * Writes every event behind `after` and then each new one, as server-sent events. Nothing is missed between replay and
 * live: the stream always reads on from its own last number.
 */
export function streamEvents(hub: Hub, response: ServerResponse, after: number): void {
  let last = after
  let isDone = false
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write(': connected\n\n')

  const subscription = hub.announcer.subscribe(pump)
  let keepAlive = hub.clock.after(KEEP_ALIVE, beat)
  response.on('close', finish)
  response.on('error', finish)
  pump()

  function pump(): void {
    while (!isDone) {
      const events = hub.eventsAfter(last, PAGE)
      if (events.length === 0) return
      for (const event of events) response.write(encode(event))
      last = events.at(-1)?.number ?? last
      if (response.writableLength > BACKLOG_LIMIT) {
        response.destroy()
        finish()
      }
    }
  }

  function beat(): void {
    response.write(': still here\n\n')
    keepAlive = hub.clock.after(KEEP_ALIVE, beat)
  }

  function finish(): void {
    isDone = true
    subscription[Symbol.dispose]()
    keepAlive[Symbol.dispose]()
  }
}

function encode(event: HubEvent): string {
  return `id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
