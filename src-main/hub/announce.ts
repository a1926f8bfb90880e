import type { HubEvent, HubEventBody } from '#contract/events.ts'
import { appendEvent } from '#store/events.ts'
import type { WriteTx } from '#store/handles.ts'

type Listener = (event: HubEvent) => void

/** Publishes what was committed, in order, to whoever listens. An event that was not stored does not exist. */
export class Announcer {
  readonly #listeners = new Set<Listener>()
  readonly #now: () => number
  #untold: HubEvent[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  /** Stores the event with the change it tells of; listeners hear it after the commit. */
  add(tx: WriteTx, body: HubEventBody): void {
    const at = new Date(this.#now()).toISOString()
    const event = { ...body, at, number: appendEvent(tx, { ...body, at }) }
    tx.afterCommit(() => this.#tell(event))
  }

  subscribe(listener: Listener): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) }
  }

  /**
   * A little later, all at once: whoever waits for this commit to act on a target goes first. A hub that dies between
   * a stored intent and its write cannot always tell afterwards that nothing was written.
   */
  #tell(event: HubEvent): void {
    this.#untold.push(event)
    if (this.#untold.length > 1) return
    setImmediate(() => {
      const told = this.#untold
      this.#untold = []
      for (const one of told) for (const listener of this.#listeners) listener(one)
    })
  }
}
