import type { Delivery } from '#contract/delivery.ts'
import { isHeldForQuiet, isWaiting, waitsForAll } from '#domain/delivery.ts'
import type { Clock } from '#domain/ports.ts'
import { shortId } from '#domain/render.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { findDelivery } from '#store/deliveries.ts'
import { listActive } from '#store/delivery-lists.ts'
import { findMessage } from '#store/messages.ts'
import type { Store } from '#store/open-store.ts'
import type { DeliveryRow } from '#store/rows.ts'
import { changeDelivery, type ChangeParts } from './change-delivery.ts'

export interface WaitNoticeParts extends ChangeParts {
  readonly clock: Clock
  readonly store: Store
  /** Told with the next answer that can carry words; it wakes nobody. */
  tellAgent(address: string, words: string): void
  onBug(error: unknown): void
}

/** After so long a sender hears that its message waits, in milliseconds. */
const MARKS: readonly number[] = [60_000, 300_000]
/** No wait is longer than this, in milliseconds: a machine that slept is noticed in time. */
const LONGEST_WAIT = 30_000

interface Wait {
  readonly since: number
  /** How many of the marks were told. */
  readonly told: number
  readonly evidence: string
}

/** Tells that a message waits for its target: in its receipt, and to an agent that sent it. */
export interface WaitNotices extends Disposable {
  /** Takes up what waited when the hub ended; what was told then is not told again. */
  start(): void
}

export function keepWaitNotices(parts: WaitNoticeParts): WaitNotices {
  const { announcer, clock, store } = parts
  const waits = new Map<string, Wait>()
  let timer: Disposable | undefined

  const events = announcer.subscribe(event => {
    if (event.type === 'delivery.changed') hear(event.data, Date.parse(event.at))
  })

  function hear(delivery: Delivery, at: number): void {
    const { id, state, steps } = delivery
    if (!isWaiting(state)) waits.delete(id)
    if (waits.has(id) || !waitsForTarget(delivery)) return
    waits.set(id, { since: at, told: 0, evidence: steps.at(-1)?.evidence ?? '' })
    if (timer === undefined) plan()
  }

  function plan(): void {
    timer?.[Symbol.dispose]()
    timer = undefined
    const next = Math.min(...[...waits.values()].map(dueAt))
    if (next === Infinity) return
    timer = clock.after(Math.min(LONGEST_WAIT, Math.max(next - clock.now(), 1)), () => {
      tell().catch(parts.onBug).finally(plan)
    })
  }

  async function tell(): Promise<void> {
    const now = clock.now()
    const due = [...waits].filter(([, wait]) => dueAt(wait) <= now)
    if (due.length === 0) return
    await store.write(tx => {
      for (const [id, { since, evidence }] of due) {
        const row = findDelivery(tx, id)
        if (row === undefined || row.reason === null || !waitsForTarget(row)) continue
        const words = `it has waited for ${spanOf(now - since)}: ${evidence}`
        changeDelivery(parts, tx, id, { kind: 'hold', reason: row.reason }, { source: 'hub', evidence: words })
        tellSender(parts, row, now - since)
      }
    })
    for (const [id, wait] of due) {
      waits.set(id, { ...wait, told: MARKS.filter(mark => wait.since + mark <= now).length })
    }
  }

  return {
    start() {
      for (const row of listActive(store.read).filter(waitsForTarget)) {
        const told = MARKS.filter(mark => row.createdAt + mark <= clock.now()).length
        waits.set(row.id, { since: row.createdAt, told, evidence: 'since before the hub started' })
      }
      plan()
    },
    [Symbol.dispose]() {
      events[Symbol.dispose]()
      timer?.[Symbol.dispose]()
    },
  }
}

/** Held by what its target does. What waits for an hour, for others or behind an earlier one says so by that. */
function waitsForTarget(delivery: Pick<DeliveryRow, 'state' | 'reason' | 'lane'>): boolean {
  const { state, reason, lane } = delivery
  if (state !== 'held' || reason === 'behind_another' || lane === 'mailbox') return false
  return !isHeldForQuiet(delivery) && !waitsForAll(delivery)
}

function dueAt({ since, told }: Wait): number {
  return since + (MARKS[told] ?? Infinity)
}

/** The evidence may hold words off somebody's screen: an agent hears the reason alone. */
function tellSender({ store, tellAgent }: WaitNoticeParts, row: DeliveryRow, waited: number): void {
  const from = findMessage(store.read, row.messageId)?.from
  if (from?.kind !== 'agent' || from.address === null) return
  const what = `your message ${shortId(row.messageId)} to ${visibleLine(row.name, 64)}`
  tellAgent(
    from.address,
    `Claude Comms: ${what} has waited for ${spanOf(waited)} (${row.reason}). It goes on by itself.`,
  )
}

function spanOf(ms: number): string {
  return `${Math.max(1, Math.round(ms / 60_000))} min`
}
