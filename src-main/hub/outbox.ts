import type { Clock } from '#domain/ports.ts'
import { isInFlight, isWaiting, type DeliveryEvent } from '#domain/delivery.ts'
import type { Carried, CarryResult, Known, Lane } from '#lanes/lane.ts'
import { findDueDeliveries, findNextDueAt, listActiveForAddress, listUnfinished } from '#store/delivery-lists.ts'
import { advanceDelivery, postponeDelivery } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import { findMessage } from '#store/messages.ts'
import type { Store } from '#store/open-store.ts'
import type { DeliveryRow } from '#store/rows.ts'
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
/** The hub died this often while it had the delivery in its hands: a person decides. */
const POISON_CRASHES = 3

/**
 * The only thing that acts on targets: one worker for each address, so that two texts never mix, and different addresses
 * at the same time. Wakes on commits, on what terminals tell, and on the next due moment.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #workers = new Map<string, Promise<void>>()
  readonly #nudged = new Set<string>()
  readonly #closing = new AbortController()
  #timer: Disposable | undefined

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
    this.#nudged.add(address)
    if (this.#workers.has(address)) return
    const worker = this.#work(address)
      .catch(error => {
        if (!this.#closing.signal.aborted) this.#parts.onBug(error)
      })
      .finally(() => {
        this.#workers.delete(address)
        if (this.#nudged.has(address)) this.wake(address)
      })
    this.#workers.set(address, worker)
  }

  /** Stops after the step each worker is in; what is not finished is taken up by the next start. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#timer?.[Symbol.dispose]()
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

  /** Works through one address until nothing there can move now. */
  async #work(address: string): Promise<void> {
    while (!this.#closing.signal.aborted && this.#nudged.delete(address)) {
      const blocked = new Set<string>()
      for (let row = this.#next(address, blocked); row !== undefined; row = this.#next(address, blocked)) {
        const result = await this.#handle(row)
        if (this.#closing.signal.aborted) return
        if (result.kind === 'again') await this.#comeBack(row, result.afterMs, blocked)
      }
    }
    this.#setTimer()
  }

  /**
   * What is in flight first; then each sender's oldest, in order of acceptance. A sender whose oldest has to wait waits
   * with everything behind it; other senders do not.
   */
  #next(address: string, blocked: ReadonlySet<string>): DeliveryRow | undefined {
    const now = this.#parts.clock.now()
    // What lies in a mailbox is moved by its reader; here it only expires.
    const rows = listActiveForAddress(this.#parts.store.read, address).filter(
      row => row.lane !== 'mailbox' || row.expiresAt <= now,
    )
    return (
      rows.find(row => isInFlight(row.state)) ??
      rows.find(row => row.expiresAt <= now) ??
      rows.find(row => !blocked.has(row.senderKey))
    )
  }

  async #handle(row: DeliveryRow): Promise<CarryResult> {
    const { clock } = this.#parts
    if (isWaiting(row.state) && row.expiresAt <= clock.now()) {
      await this.#change(row.id, { kind: 'expire' }, { source: 'hub', evidence: 'it was not deliverable in time' })
      return { kind: 'ended' }
    }
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
      return await lane.carry(
        this.#carried(row),
        (event, known) => this.#change(row.id, event, known),
        this.#closing.signal,
      )
    } catch (error) {
      if (this.#closing.signal.aborted) return { kind: 'ended' }
      return this.#survive(row, error)
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
  async #comeBack(row: DeliveryRow, afterMs: number, blocked: Set<string>): Promise<void> {
    const { store, clock } = this.#parts
    if (afterMs === 0) return
    blocked.add(row.senderKey)
    const now = clock.now()
    await store.write(tx => {
      for (const waiting of listActiveForAddress(tx, row.address)) {
        if (waiting.senderKey !== row.senderKey || waiting.lane === 'mailbox' || !isWaiting(waiting.state)) continue
        const dueAt = Math.min(now + afterMs, Math.max(waiting.expiresAt, now + 1))
        if (waiting.id === row.id || waiting.reason === 'behind_another') {
          postponeDelivery(tx, waiting.id, waiting.version, dueAt)
        } else this.#holdBehind(tx, waiting, dueAt)
      }
    })
  }

  /** Says why it waits: an earlier message of the same sender goes first. */
  #holdBehind(tx: WriteTx, waiting: DeliveryRow, dueAt: number): void {
    const evidence = 'an earlier message of the same sender to this session waits'
    const known = { source: 'hub' as const, evidence, dueAt }
    changeDelivery(this.#parts, tx, waiting.id, { kind: 'hold', reason: 'behind_another' }, known)
  }

  #carried(row: DeliveryRow): Carried {
    const options = findMessage(this.#parts.store.read, row.messageId)?.options
    return {
      address: row.address,
      text: row.text,
      facts: row,
      identity: row.identity,
      intent: row.intent,
      submit: row.submit,
      confirmed: options?.confirmed ?? false,
      asCommand: options?.asCommand ?? false,
    }
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
