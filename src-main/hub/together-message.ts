import type { Together } from '#contract/message.ts'
import { isHeldForQuiet, waitsForAll } from '#domain/delivery.ts'
import type { Clock } from '#domain/ports.ts'
import { decideTogether, mayAllGo, waitingWords, type Readiness, type TogetherMove } from '#domain/together.ts'
import type { Lane } from '#lanes/lane.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import type { Store } from '#store/open-store.ts'
import type { DeliveryRow, MessageRow } from '#store/rows.ts'
import type { Quiet } from './attention/quiet-around.ts'
import { carriedOf } from './carried.ts'
import { changeDelivery, type ChangeParts } from './change-delivery.ts'

export interface TogetherParts extends ChangeParts {
  readonly clock: Clock
  readonly store: Store
  /** Tells of any address whether it is in quiet hours now: a note waits there for their end. */
  quiet(): (address: string) => Quiet | undefined
  laneNamed(name: string): Lane | undefined
  /** A delivery at this address may go now. */
  wake(address: string): void
  onBug(error: unknown): void
}

/** No wait is longer than this, in milliseconds: a machine that slept is noticed in time. */
const LONGEST_WAIT = 30_000
const SHORTEST_WAIT = 50
/** An earlier message of the same sender tells of its end; this is for one whose word was missed (ms). */
const BEHIND_ANOTHER_RECHECK = 5_000
const ALWAYS_READY: Readiness = { kind: 'ready', evidence: 'it takes it when it next looks' }

/** One message whose deliveries wait for each other. Looks at its targets, and says when all of that is over. */
export class TogetherMessage {
  readonly #parts: TogetherParts
  readonly #message: MessageRow
  readonly #plan: { readonly deadline: number; readonly otherwise: Together['otherwise'] }
  readonly #onOver: () => void
  /** What each target last said, by address; `#stale` has those that may say something else by now. */
  readonly #known = new Map<string, Readiness>()
  readonly #stale: Set<string>
  /** What the receipt of each delivery says of its target: why all wait for it, or nothing. */
  readonly #told = new Map<string, string | null>()
  readonly #addresses: ReadonlySet<string>
  #timer: Disposable | undefined
  #looking: Promise<void> | undefined
  #isNudged = false
  #isClosed = false

  /** @param onOver called once nothing of it waits for the others any more */
  constructor(parts: TogetherParts, message: MessageRow, together: Together, onOver: () => void) {
    this.#parts = parts
    this.#message = message
    this.#plan = { deadline: message.at + together.waitSeconds * 1_000, otherwise: together.otherwise }
    this.#onOver = onOver
    this.#addresses = new Set(this.#rows().map(row => row.address))
    this.#stale = new Set(this.#addresses)
    this.#nudge()
  }

  /** What was known of this session is out of date. */
  wake(address: string): void {
    if (!this.#addresses.has(address)) return
    this.#stale.add(address)
    this.#nudge()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.[Symbol.dispose]()
    await this.#looking
  }

  /** One look at a time; what happened meanwhile is looked at behind it. */
  #nudge(): void {
    this.#isNudged = true
    this.#looking ??= this.#lookWhileNudged()
      .catch((error: unknown) => {
        this.#parts.onBug(error)
        this.#comeBackIn(LONGEST_WAIT)
      })
      .finally(() => {
        this.#looking = undefined
        if (this.#isNudged && !this.#isClosed) this.#nudge()
      })
  }

  async #lookWhileNudged(): Promise<void> {
    // Its first look is not part of whatever made it.
    await Promise.resolve()
    while (this.#isNudged && !this.#isClosed) {
      this.#isNudged = false
      await this.#look()
    }
  }

  async #look(): Promise<void> {
    const { clock } = this.#parts
    const rows = this.#rows()
    const stale = new Set(this.#stale)
    this.#stale.clear()
    await this.#ask(rows.filter(row => stale.has(row.address)))
    // All at once, and now: what was ready a while ago may be busy again.
    if (clock.now() >= this.#plan.deadline || mayAllGo(this.#targets(rows))) await this.#ask(rows)
    const moves = decideTogether(this.#targets(rows), this.#plan, clock.now())
    if (moves.length > 0) await this.#carryOut(rows, moves)
    else await this.#tellWhoIsLate(rows)
    if (this.#rows().length > 0) return this.#comeBack()
    this.#timer?.[Symbol.dispose]()
    this.#onOver()
  }

  async #ask(rows: readonly DeliveryRow[]): Promise<void> {
    await Promise.all(rows.map(async row => this.#known.set(row.address, await this.#readinessOf(row))))
  }

  async #readinessOf(row: DeliveryRow): Promise<Readiness> {
    const { kind } = this.#message
    const quiet = kind === 'note' ? this.#parts.quiet()(row.address) : undefined
    if (quiet === undefined) return readinessOf(this.#parts, row)
    return { kind: 'not_yet', reason: 'quiet_hours', evidence: quiet.evidence, afterMs: LONGEST_WAIT }
  }

  /** In one transaction: a hub that dies has let all of them go, or none. */
  async #carryOut(rows: readonly DeliveryRow[], moves: readonly TogetherMove[]): Promise<void> {
    const { store, clock } = this.#parts
    const mailboxes = new Map(rows.filter(row => row.lane === 'mailbox').map(row => [row.id, row.expiresAt]))
    await store.write(
      tx => {
        for (const { id, event, evidence } of moves) {
          const dueAt = mailboxes.get(id) ?? clock.now()
          changeDelivery(this.#parts, tx, id, event, { source: 'hub', evidence, dueAt })
        }
      },
      { essential: true },
    )
    for (const { address } of rows) this.#parts.wake(address)
  }

  /** The receipt of whoever holds up the others says so, once for each reason. */
  async #tellWhoIsLate(rows: readonly DeliveryRow[]): Promise<void> {
    const news = this.#targets(rows).filter(({ id, readiness }) => reasonOf(readiness) !== (this.#told.get(id) ?? null))
    if (news.length === 0) return
    const event = { kind: 'hold', reason: 'waiting_for_all' } as const
    await this.#parts.store.write(tx => {
      for (const target of news) {
        changeDelivery(this.#parts, tx, target.id, event, { source: 'gate', evidence: waitingWords(target) })
      }
    })
    for (const { id, readiness } of news) this.#told.set(id, reasonOf(readiness))
  }

  #comeBack(): void {
    const waits = [...this.#known.values()].map(one => (one.kind === 'not_yet' ? one.afterMs : LONGEST_WAIT))
    this.#comeBackIn(Math.min(this.#plan.deadline - this.#parts.clock.now(), LONGEST_WAIT, ...waits))
  }

  #comeBackIn(ms: number): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = this.#parts.clock.after(Math.max(ms, SHORTEST_WAIT), () => {
      for (const [address, { kind }] of this.#known) if (kind === 'not_yet') this.#stale.add(address)
      this.#nudge()
    })
  }

  #targets(rows: readonly DeliveryRow[]) {
    return rows.map(({ id, name, address }) => ({ id, name, readiness: this.#known.get(address) ?? ALWAYS_READY }))
  }

  #rows(): readonly DeliveryRow[] {
    return listDeliveriesByMessage(this.#parts.store.read, this.#message.id).filter(waitsForAll)
  }
}

function reasonOf(readiness: Readiness): string | null {
  return readiness.kind === 'not_yet' ? readiness.reason : null
}

/** The lane says whether it would take it now; nobody overtakes an earlier message of the same sender. */
async function readinessOf({ store, laneNamed }: TogetherParts, row: DeliveryRow): Promise<Readiness> {
  if (row.lane === 'mailbox') return ALWAYS_READY
  const isBehind = listActiveForAddress(store.read, row.address).some(
    other =>
      other.lane === row.lane &&
      other.senderKey === row.senderKey &&
      other.sequence < row.sequence &&
      !isHeldForQuiet(other),
  )
  if (isBehind) {
    const evidence = 'an earlier message of the same sender to this session is not through yet'
    return { kind: 'not_yet', reason: 'behind_another', evidence, afterMs: BEHIND_ANOTHER_RECHECK }
  }
  return (await laneNamed(row.lane)?.readiness?.(carriedOf(store.read, row))) ?? ALWAYS_READY
}
