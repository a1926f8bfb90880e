import type { Address } from '#contract/address.ts'
import type { Clock, TerminalChange, TerminalInfo } from '#domain/ports.ts'
import { compareTerminals } from '../compare-terminals.ts'
import { createListeners } from '../listeners.ts'
import { createBeat, type Beat } from '../beat.ts'
import type { Place } from './layout.ts'
import type { SessionFacts } from './session-facts.ts'
import { SessionNames } from './session-names.ts'
import { toTerminalInfo, type Iterm2Server, type KnownSession } from './terminal-info.ts'

/** A busy session tells of its output at most so often, in milliseconds: iTerm2 redraws it 60 times a second. */
const TELL_EVERY = 100

/** Everything known of all sessions, and the one place that tells listeners what became different. */
export class SessionBook implements Disposable {
  readonly #clock: Clock
  readonly #known = new Map<string, KnownSession>()
  /** What listeners were told, by id. */
  readonly #told = new Map<string, TerminalInfo>()
  readonly #output: Beat
  readonly #names = new SessionNames()
  readonly #listeners
  #server: Iterm2Server | undefined

  constructor(clock: Clock, log: (message: string, data?: Record<string, unknown>) => void) {
    this.#clock = clock
    this.#output = createBeat(clock, TELL_EVERY, id => this.#tellOutput(id))
    this.#listeners = createListeners<TerminalChange>(error => log('a listener of iTerm2 failed', { error }))
  }

  list(): readonly TerminalInfo[] {
    return [...this.#told.values()]
  }

  has(id: string): boolean {
    return this.#known.has(id)
  }

  factsOf(id: string): SessionFacts | undefined {
    return this.#known.get(id)?.facts
  }

  placeOf(id: string): Place | undefined {
    return this.#known.get(id)?.place
  }

  onChange(listener: (change: TerminalChange) => void): Disposable {
    return this.#listeners.add(listener)
  }

  /** Where everything is now; sessions that are not in it have ended. */
  placed(places: readonly Place[]): void {
    const alive = new Set(places.map(({ id }) => id))
    for (const id of this.#known.keys()) if (!alive.has(id)) this.ended(id)
    for (const place of places) {
      const known = this.#known.get(place.id)
      if (known !== undefined) this.#set({ ...known, place })
    }
  }

  /** The iTerm2 that everything belongs to from now on. */
  servedBy(server: Iterm2Server): void {
    this.#server = server
    for (const known of this.#known.values()) this.#set(known)
  }

  /** A session as it is now, read whole. */
  read(place: Place, facts: SessionFacts, seeOnly?: string): void {
    const activity = this.#known.get(place.id)?.activity ?? { mark: '', at: this.#clock.now() }
    this.#set({ place, facts, activity, seeOnly })
  }

  /** Some facts of a session became different. */
  changed(id: string, facts: Partial<SessionFacts>): void {
    const known = this.#known.get(id)
    if (known !== undefined) this.#set({ ...known, facts: { ...known.facts, ...facts } })
  }

  /** A session was looked at: `mark` stands for what it showed. */
  looked(id: string, facts: SessionFacts, mark: string): TerminalInfo | undefined {
    const known = this.#known.get(id)
    if (known === undefined) return undefined
    const activity = { mark, at: known.activity.at }
    const before = this.#told.get(id)
    this.#set({ ...known, facts, activity }, before && { ...before, activity: mark })
    return this.#told.get(id)
  }

  /** A session was redrawn. */
  redrawn(id: string): void {
    if (this.#known.has(id)) this.#output.mark(id)
  }

  ended(id: string): void {
    this.#output.forget(id)
    this.#known.delete(id)
    if (this.#told.delete(id)) this.#listeners.tell({ kind: 'ended', address: addressOf(id) })
  }

  /** iTerm2 is out of reach, and with it everything. */
  offline(): void {
    const addresses = [...this.#told.keys()].map(addressOf)
    if (addresses.length === 0) return
    this.#forget()
    this.#listeners.tell({ kind: 'offline', server: 'iterm2', addresses })
  }

  [Symbol.dispose](): void {
    this.#forget()
  }

  /** The time of the output is that of its telling: exact enough, and a redraw costs nothing between two of them. */
  #tellOutput(id: string): void {
    const known = this.#known.get(id)
    if (known === undefined) return
    const activity = { mark: known.activity.mark, at: this.#clock.now() }
    this.#known.set(id, { ...known, activity })
    const told = this.#told.get(id)
    if (told !== undefined) this.#told.set(id, { ...told, activityAt: activity.at })
    this.#listeners.tell({ kind: 'output', address: addressOf(id) })
  }

  #set(known: KnownSession, before = this.#told.get(known.place.id)): void {
    const { id } = known.place
    this.#known.set(id, known)
    if (this.#server === undefined) return
    const after = toTerminalInfo(known, this.#server, this.#names.of(id))
    this.#told.set(id, after)
    for (const change of compareTerminals(before, after)) this.#listeners.tell(change)
  }

  #forget(): void {
    this.#output[Symbol.dispose]()
    this.#known.clear()
    this.#told.clear()
  }
}

function addressOf(id: string): Address {
  return `iterm2:${id}`
}
