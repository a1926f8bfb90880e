import type { HubEvent } from '#contract/events.ts'
import type { LiveFrame } from '#contract/live.ts'
import type { Screen } from '#contract/session.ts'
import { useConnection } from '../stores/connection.ts'
import { useScreens } from '../stores/screens.ts'
import { applyEvents } from './apply-events.ts'
import { getHub } from './hub.ts'
import { readState, type HubState } from './read-state.ts'
import { showState } from './show-state.ts'
import type { LiveConnection, Transport } from './transport.ts'

/** Events and screens are applied together this often, so that a storm costs one render; milliseconds. */
const BATCH = 50
const FIRST_RETRY = 500
const LONGEST_RETRY = 15_000

/**
 * The only writer of server state in this page. Follows the hub by event number: after any break it asks for what came
 * since the last number it has, so that no row is missed or doubled; when that is no longer kept it loads anew.
 */
class Live {
  readonly #transport: Transport
  #connection: LiveConnection | undefined
  /** Ended by ourselves: its end is no news. */
  #left: LiveConnection | undefined
  #last = 0
  #isLoaded = false
  #events: HubEvent[] = []
  #screens: Record<string, Screen> = {}
  #timer: number | undefined
  #retry = FIRST_RETRY
  #retryTimer: number | undefined
  #watched: readonly string[] = []

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Loads the state and follows from there; tries again by itself for as long as the page is open.
   *
   * @param asked the state, where somebody has asked for it already
   */
  async start(asked?: Promise<HubState>): Promise<void> {
    clearTimeout(this.#retryTimer)
    try {
      // A stream that is refused does not say why; a call does, and a browser that was signed out has no use for trying.
      if (this.#isLoaded) await getHub().hub.status()
      else this.#load(await (asked ?? readState()))
      this.#open()
    } catch (error) {
      this.#wentOffline(error)
    }
  }

  /** Sessions whose screens are on the page now. */
  watch(addresses: readonly string[]): void {
    this.#watched = addresses
    this.#connection?.send({ kind: 'watch', addresses: [...addresses] })
  }

  /** The person does not want to wait for the next attempt. */
  retryNow(): void {
    if (useConnection.getState().state === 'offline') void this.start()
  }

  /** Comes in anew: whether this page may still follow has changed. */
  reconnect(): void {
    this.#left = this.#connection
    this.#connection = undefined
    this.#left?.close()
    void this.start()
  }

  #load(state: HubState): void {
    showState(state)
    this.#last = state.status.lastEvent
    this.#isLoaded = true
  }

  #open(): void {
    const connection = this.#transport.openLive({
      onOpen: () => {
        this.#connection = connection
        connection.send({ kind: 'follow', after: this.#last })
        if (this.#watched.length > 0) connection.send({ kind: 'watch', addresses: [...this.#watched] })
      },
      onFrame: frame => this.#take(frame),
      onClose: () => {
        if (connection === this.#left) return
        this.#connection = undefined
        this.#wentOffline(undefined)
      },
    })
  }

  #take(frame: LiveFrame): void {
    switch (frame.kind) {
      case 'event':
        if (frame.event.number <= this.#last) return
        this.#last = frame.event.number
        this.#events.push(frame.event)
        this.#timer ??= window.setTimeout(() => this.#flush(), BATCH)
        return
      case 'caught_up':
        this.#flush()
        this.#retry = FIRST_RETRY
        useConnection.setState({ state: 'live', heardAt: Date.now(), retryAt: null })
        return
      case 'too_old':
        this.#isLoaded = false
        this.#connection?.close()
        return
      case 'screen':
        this.#screens[frame.screen.address] = frame.screen
        this.#timer ??= window.setTimeout(() => this.#flush(), BATCH)
        return
      case 'error':
        console.error(frame.code, frame.message)
    }
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const [events, screens] = [this.#events, this.#screens]
    this.#events = []
    this.#screens = {}
    if (events.length > 0) applyEvents(events)
    if (Object.keys(screens).length > 0) useScreens.setState(({ byId }) => ({ byId: { ...byId, ...screens } }))
    useConnection.setState({ heardAt: Date.now() })
  }

  #wentOffline(error: unknown): void {
    this.#flush()
    const isLocked = (error as { code?: string } | undefined)?.code === 'unauthorized'
    const retryAt = Date.now() + this.#retry
    useConnection.setState(isLocked ? { state: 'locked', retryAt: null } : { state: 'offline', retryAt })
    if (isLocked) return
    clearTimeout(this.#retryTimer)
    this.#retryTimer = window.setTimeout(() => void this.start(), this.#retry)
    this.#retry = Math.min(LONGEST_RETRY, this.#retry * 2)
  }
}

let live: Live | undefined

/** Starts following from the state that was asked for; called once, before the first render. */
export function startLive(transport: Transport, state: Promise<HubState>): void {
  live = new Live(transport)
  void live.start(state)
}

export function watchScreens(addresses: readonly string[]): void {
  live?.watch(addresses)
}

export function reconnect(): void {
  live?.reconnect()
}

export function retryConnection(): void {
  live?.retryNow()
}
