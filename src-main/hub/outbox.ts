import type { LaneName } from '#contract/delivery.ts'
import type { Clock } from '#domain/ports.ts'
import { isHeldForQuiet, isInFlight, isWaiting, waitsForAll, type DeliveryEvent } from '#domain/delivery.ts'
import type { CarryResult, Companion, Known, Lane } from '#lanes/lane.ts'
import { findDueDeliveries, findNextDueAt, listActiveForAddress, listUnfinished } from '#store/delivery-lists.ts'
import { advanceDelivery, findDelivery, postponeDelivery } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import type { Store } from '#store/open-store.ts'
import type { DeliveryRow } from '#store/rows.ts'
import { carriedOf } from './carried.ts'
import { changeDelivery, type ChangeParts } from './change-delivery.ts'

export interface OutboxParts extends ChangeParts {
  readonly clock: Clock
  readonly store: Store
  laneNamed(name: string): Lane | undefined
  onBug(error: unknown): void
}

/** Ticks compare against the wall clock; none is longer than this, in milliseconds. */
const LONGEST_TICK = 30_000
/** Targets looked up for one tick. */
const BATCH = 500
/** Pause before a delivery is tried again whose lane failed before anything was written, in milliseconds. */
const AFTER_A_BUG = 15_000
/** What is in a session's hands is looked at again at the latest after this long, in milliseconds. */
const LONGEST_LOOK = 5_000
/** What waits for the other targets of its message is decided on elsewhere, when its time is over at the latest (ms). */
const UNTIL_SETTLED = 1_000
/** The hub died this often while it had the delivery in its hands: a person decides. */
const POISON_CRASHES = 3

/** One way to one address: what travels on it keeps its order. */
interface Road {
  readonly address: string
  readonly lane: LaneName
}

/** What cannot move in this round. */
interface Passed {
  readonly senders: Set<string>
  readonly deliveries: Set<string>
}

/**
 * The only thing that acts on targets: one worker for each address and lane, so that two texts never mix, and others
 * at the same time. Wakes on commits, on what terminals tell, and on the next due moment.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #workers = new Map<string, Promise<void>>()
  readonly #nudged = new Set<string>()
  readonly #closing = new AbortController()
  #timer: Disposable | undefined
  /** Looks that are due at what is in a session's hands, by road. */
  readonly #looks = new Map<string, Disposable>()

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  /** Takes up what a crash left in the middle, then everything that is due. */
  async start(): Promise<void> {
    const { store } = this.#parts
    const unfinished = listUnfinished(store.read)
    await store.write(tx => {
      for (const row of unfinished) this.#countCrash(tx, row)
    })
    for (const address of new Set(unfinished.map(row => row.address))) this.wake(address)
    this.#tick()
  }

  /** Something for this address was accepted, or what it waits for may have changed: look again now. */
  wake(address: string): void {
    if (this.#closing.signal.aborted) return
    const lanes = new Set(listActiveForAddress(this.#parts.store.read, address).map(row => row.lane))
    for (const lane of lanes) this.#nudge({ address, lane })
  }

  #nudge(road: Road): void {
    if (this.#closing.signal.aborted) return
    const key = `${road.lane} ${road.address}`
    this.#nudged.add(key)
    if (this.#workers.has(key)) return
    const worker = this.#work(road, key)
      .catch(error => {
        if (!this.#closing.signal.aborted) this.#parts.onBug(error)
      })
      .finally(() => {
        this.#workers.delete(key)
        if (this.#nudged.has(key)) this.#nudge(road)
      })
    this.#workers.set(key, worker)
  }

  /** Stops after the step each worker is in; what is not finished is taken up by the next start. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#timer?.[Symbol.dispose]()
    for (const look of this.#looks.values()) look[Symbol.dispose]()
    await Promise.allSettled(this.#workers.values())
  }

  #tick(): void {
    if (this.#closing.signal.aborted) return
    const { store, clock } = this.#parts
    for (const row of findDueDeliveries(store.read, clock.now(), BATCH)) this.wake(row.address)
    this.#setTimer()
  }

  #setTimer(): void {
    this.#timer?.[Symbol.dispose]()
    const { store, clock } = this.#parts
    const next = findNextDueAt(store.read)
    const wait = next === undefined ? LONGEST_TICK : Math.max(50, Math.min(LONGEST_TICK, next - clock.now()))
    this.#timer = clock.after(wait, () => this.#tick())
  }

  /** Works through one road until nothing there can move now. */
  async #work(road: Road, key: string): Promise<void> {
    while (!this.#closing.signal.aborted && this.#nudged.delete(key)) {
      const passed: Passed = { senders: new Set(), deliveries: new Set() }
      for (let row = this.#next(road, passed); row !== undefined; row = this.#next(road, passed)) {
        const result = await this.#handle(row)
        if (this.#closing.signal.aborted) return
        if (result.kind === 'again') await this.#comeBack(row, result.afterMs, passed, key)
      }
    }
    this.#setTimer()
  }

  /**
   * What is in flight first; then each sender's oldest, in order of acceptance. A sender whose oldest has to wait waits
   * with everything behind it; other senders do not.
   */
  #next(road: Road, passed: Passed): DeliveryRow | undefined {
    const now = this.#parts.clock.now()
    const rows = this.#active(road).filter(row => !isMovedByOthers(row) || row.expiresAt <= now)
    return (
      rows.find(row => isInFlight(row.state) && !passed.deliveries.has(row.id)) ??
      rows.find(row => isWaiting(row.state) && row.expiresAt <= now) ??
      rows.find(row => isWaiting(row.state) && !passed.senders.has(row.senderKey))
    )
  }

  #active({ address, lane }: Road): readonly DeliveryRow[] {
    return listActiveForAddress(this.#parts.store.read, address).filter(row => row.lane === lane)
  }

  async #handle(row: DeliveryRow): Promise<CarryResult> {
    const { clock } = this.#parts
    if (isWaiting(row.state) && row.expiresAt <= clock.now()) {
      await this.#change(row.id, { kind: 'expire' }, { source: 'hub', evidence: 'it was not deliverable in time' })
      return { kind: 'ended' }
    }
    // The others it waits for are not this road's matter; what stands behind it keeps its place.
    if (waitsForAll(row)) return { kind: 'again', afterMs: Math.max(row.dueAt - clock.now(), UNTIL_SETTLED) }
    const lane = this.#parts.laneNamed(row.lane)
    if (lane === undefined) {
      await this.#change(
        row.id,
        { kind: 'fail', reason: 'no_lane' },
        { source: 'hub', evidence: `no ${row.lane} lane` },
      )
      return { kind: 'ended' }
    }
    try {
      const { carried, report } = this.#companion(row)
      return await lane.carry(carried, report, this.#closing.signal, this.#behind(row, lane))
    } catch (error) {
      if (this.#closing.signal.aborted) return { kind: 'ended' }
      return this.#survive(row, error)
    }
  }

  /** What the same sender has waiting right behind, as far as the lane takes it along. */
  #behind(row: DeliveryRow, { together = 1 }: Lane): readonly Companion[] {
    if (together === 1 || isInFlight(row.state)) return []
    const now = this.#parts.clock.now()
    const rows = this.#active(row).filter(
      other =>
        other.sequence > row.sequence &&
        other.senderKey === row.senderKey &&
        isWaiting(other.state) &&
        !isMovedByOthers(other),
    )
    const last = rows.findIndex(other => other.expiresAt <= now || waitsForAll(other))
    return rows.slice(0, last === -1 ? together - 1 : Math.min(last, together - 1)).map(other => this.#companion(other))
  }

  #companion(row: DeliveryRow): Companion {
    return {
      carried: carriedOf(this.#parts.store.read, row),
      report: (event, known) => this.#change(row.id, event, known),
    }
  }

  /** A bug in a lane must not leave a receipt without an end, nor stop the address. */
  async #survive(row: DeliveryRow, error: unknown): Promise<CarryResult> {
    this.#parts.onBug(error)
    const known = { source: 'hub' as const, evidence: 'a fault inside the hub; its log has the details' }
    const doubted = await this.#change(row.id, { kind: 'doubt', reason: 'terminal_error' }, known)
    return doubted === undefined ? { kind: 'again', afterMs: AFTER_A_BUG } : { kind: 'ended' }
  }

  /** Everything behind a delivery that waits comes back with it: the order of one sender is kept, and nobody polls. */
  async #comeBack(row: DeliveryRow, afterMs: number, passed: Passed, key: string): Promise<void> {
    const { store, clock } = this.#parts
    if (afterMs === 0) return
    const state = findDelivery(store.read, row.id)?.state ?? row.state
    if (isInFlight(state)) return this.#lookAgain(row, afterMs, passed, key)
    passed.senders.add(row.senderKey)
    const now = clock.now()
    await store.write(tx => {
      for (const waiting of listActiveForAddress(tx, row.address)) {
        if (waiting.senderKey !== row.senderKey || waiting.lane !== row.lane || !isWaiting(waiting.state)) continue
        if (isMovedByOthers(waiting)) continue
        const dueAt = Math.min(now + afterMs, Math.max(waiting.expiresAt, now + 1))
        if (waiting.id === row.id || waiting.reason === 'behind_another') {
          postponeDelivery(tx, waiting.id, waiting.version, dueAt)
        } else this.#holdBehind(tx, waiting, dueAt)
      }
    })
  }

  /** The session has it; what stands behind it may go on. */
  #lookAgain({ id, address, lane }: DeliveryRow, afterMs: number, passed: Passed, key: string): void {
    passed.deliveries.add(id)
    if (this.#looks.has(key) && afterMs >= LONGEST_LOOK) return
    this.#looks.get(key)?.[Symbol.dispose]()
    const look = this.#parts.clock.after(Math.min(afterMs, LONGEST_LOOK), () => {
      this.#looks.delete(key)
      this.#nudge({ address, lane })
    })
    this.#looks.set(key, look)
  }

  /** Says why it waits: an earlier message of the same sender goes first. */
  #holdBehind(tx: WriteTx, waiting: DeliveryRow, dueAt: number): void {
    const evidence = 'an earlier message of the same sender to this session waits'
    const known = { source: 'hub' as const, evidence, dueAt }
    changeDelivery(this.#parts, tx, waiting.id, { kind: 'hold', reason: 'behind_another' }, known)
  }

  #change(id: string, event: DeliveryEvent, known: Known): Promise<DeliveryRow | undefined> {
    return this.#parts.store.write(tx => changeDelivery(this.#parts, tx, id, event, known), { essential: true })
  }

  #countCrash(tx: WriteTx, row: DeliveryRow): void {
    const crashes = row.crashes + 1
    const evidence = `the hub stopped while this was ${row.state}; looking at the screen before anything else`
    const at = new Date(this.#parts.now()).toISOString()
    const step = { state: row.state, at, source: 'recovery' as const, evidence, reason: row.reason }
    if (!advanceDelivery(tx, row.id, row.version, { crashes }, step)) return
    if (crashes < POISON_CRASHES) return
    const known = {
      source: 'recovery' as const,
      evidence: `the hub stopped ${crashes} times while it had this in its hands`,
    }
    changeDelivery(this.#parts, tx, row.id, { kind: 'doubt', reason: 'poison' }, known)
  }
}

/** What lies in a mailbox is moved by its reader, and what quiet hours hold by their end; here both only expire. */
function isMovedByOthers(row: DeliveryRow): boolean {
  return row.lane === 'mailbox' || isHeldForQuiet(row)
}
