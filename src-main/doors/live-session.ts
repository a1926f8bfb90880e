import type { HubEvent } from '#contract/events.ts'
import { LiveRequest, type LiveFrame } from '#contract/live.ts'
import type { Hub } from '#hub/hub.ts'
import { watchScreens, type ScreenSource } from './screen-watch.ts'

/** At most about this much (bytes) waits here for a reader; the rest waits in the store. */
const BACKLOG_LIMIT = 1024 * 1024
/** A reader with a full backlog that does not take it within this time is dropped, in milliseconds. */
const PATIENCE = 5_000
/** Events are read from the store in pages of this many; between two pages others get their turn. */
const PAGE = 200

/** A line to one reader. The session never looks at what it is made of. */
export interface LiveWire {
  send(frame: LiveFrame): void
  /** Bytes that were sent and have not left yet. */
  backlog(): number
  /** Hangs up on a reader that does not keep up. */
  drop(): void
}

/** What a session needs of the hub. */
export type LiveSource = ScreenSource & {
  readonly status: () => Pick<ReturnType<Hub['status']>, 'lastEvent'>
  readonly eventsAfter: (number: number, limit: number) => readonly HubEvent[]
  readonly announcer: Pick<Hub['announcer'], 'subscribe'>
}

/** The owner's live stream, whatever it travels over. */
export interface LiveSession extends Disposable {
  /** One frame from the reader, parsed from JSON but not yet trusted. */
  receive(frame: unknown): void
  /** The backlog has gone down. */
  goOn(): void
}

/**
 * Sends every event behind the reader's number and then each new one, and the screens it watches. Nothing is missed
 * between replay and live: the session always reads on from its own last number.
 */
export function openLiveSession(hub: LiveSource, wire: LiveWire): LiveSession {
  let last: number | undefined
  let isBehind = true
  let isClosed = false
  let turn: Disposable | undefined
  let stalled: Disposable | undefined
  const screens = watchScreens(hub, {
    show: screen => wire.send({ kind: 'screen', screen }),
    isReady: () => !isFull(),
  })
  const subscription = hub.announcer.subscribe(pump)

  function follow(after: number): void {
    const { lastEvent } = hub.status()
    const first = hub.eventsAfter(0, 1)[0]?.number ?? lastEvent + 1
    isBehind = true
    // A number that was never given out is of another life of this hub: its reader knows nothing of this one.
    last = after + 1 >= first && after <= lastEvent ? after : undefined
    if (last === undefined) wire.send({ kind: 'too_old', firstEvent: first })
    else pump()
  }

  /** One page at a time; what is announced meanwhile is on a later page. */
  function pump(): void {
    if (isClosed || last === undefined || turn !== undefined || isFull()) return
    const events = hub.eventsAfter(last, PAGE)
    for (const event of events) {
      wire.send({ kind: 'event', event })
      last = event.number
      if (isFull()) return
    }
    if (events.length === PAGE) turn = hub.clock.after(0, nextTurn)
    else if (isBehind) {
      isBehind = false
      wire.send({ kind: 'caught_up', lastEvent: last })
    }
  }

  function nextTurn(): void {
    turn = undefined
    pump()
  }

  /** Nothing more may be sent now. Whoever stays so for long is dropped. */
  function isFull(): boolean {
    if (isClosed) return true
    if (wire.backlog() <= BACKLOG_LIMIT) return false
    stalled ??= hub.clock.after(PATIENCE, () => wire.drop())
    return true
  }

  function close(): void {
    isClosed = true
    for (const open of [subscription, screens, turn, stalled]) open?.[Symbol.dispose]()
  }

  return {
    receive(frame) {
      const request = LiveRequest.safeParse(frame)
      if (isFull()) return
      if (!request.success) {
        const message = request.error.issues[0]?.message ?? 'cannot be read'
        wire.send({ kind: 'error', code: 'bad_request', message })
      } else if (request.data.kind === 'follow') follow(request.data.after)
      else screens.watch(request.data.addresses)
    },
    goOn() {
      if (wire.backlog() > BACKLOG_LIMIT / 2) return
      stalled?.[Symbol.dispose]()
      stalled = undefined
      pump()
      screens.goOn()
    },
    [Symbol.dispose]: close,
  }
}
