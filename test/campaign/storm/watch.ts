import { END_STATES, type DeliveryState } from '#contract/delivery.ts'
import type { HubEvent } from '#contract/events.ts'
import { followEvents } from '#client/follow-events.ts'
import type { Link } from '#client/link.ts'
import { createSystemClock } from '#platform/clock.ts'

/** Follows the hub's own events over all its lives: how many deliveries have ended, and when one enters a state. */
export class StormWatch {
  readonly ended = new Set<string>()
  readonly #link: Link
  readonly #hopes = new Set<{ readonly state: DeliveryState; fulfil(): void }>()
  readonly #clock = createSystemClock()
  #last = 0
  #life = new AbortController()
  #following: Promise<void> = Promise.resolve()

  constructor(link: Link) {
    this.#link = link
  }

  /** Call whenever a hub has started: reading resumes behind the last event seen. */
  follow(): void {
    this.#life = new AbortController()
    this.#following = this.#read(this.#life.signal)
  }

  /** Call when the hub is dead, and at the end. */
  async leave(): Promise<void> {
    this.#life.abort()
    await this.#following
  }

  /** Resolves when a delivery enters the state for the n-th time; also when that takes `limit` milliseconds. */
  async until(state: DeliveryState, times: number, limit: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    let left = times
    const hope = { state, fulfil: () => void (--left <= 0 && resolve()) }
    this.#hopes.add(hope)
    const timer = setTimeout(resolve, limit)
    await promise
    clearTimeout(timer)
    this.#hopes.delete(hope)
  }

  async #read(signal: AbortSignal): Promise<void> {
    try {
      for await (const item of followEvents(this.#link, { clock: this.#clock, after: this.#last, signal })) {
        if (item.kind === 'event') this.#take(item.event)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  #take(event: HubEvent): void {
    this.#last = event.number
    if (event.type !== 'delivery.changed') return
    const { id, state } = event.data
    if ((END_STATES as readonly DeliveryState[]).includes(state)) this.ended.add(id)
    for (const hope of this.#hopes) if (hope.state === state) hope.fulfil()
  }
}
