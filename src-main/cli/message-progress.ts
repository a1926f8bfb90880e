import type { Delivery, DeliveryState } from '#client/calls.ts'

/** The way of a delivery that goes well. A later state includes the earlier ones. */
const WAY = {
  accepted: 0,
  queued: 1,
  held: 1,
  sending: 2,
  typed: 3,
  submitted: 4,
  confirmed: 5,
  answered: 6,
} as const satisfies Partial<Record<DeliveryState, number>>

/** States only a person moves a delivery out of. `confirmed` is not one of them here: an answer may still come. */
const OVER: readonly DeliveryState[] = ['answered', 'skipped', 'failed', 'expired', 'cancelled', 'uncertain']

/** States `--wait` may name. */
export const WAIT_STATES = [
  ...['accepted', 'queued', 'held', 'sending', 'typed', 'submitted', 'confirmed', 'answered'],
  ...['skipped', 'failed', 'expired', 'cancelled', 'uncertain'],
] as readonly DeliveryState[]

/**
 * Whether a delivery has come as far as `wanted`, or further: confirmed counts for typed, answered for confirmed.
 * `held` and the ends off the way (`failed`, ...) are only reached by being in them.
 */
export function hasReached(state: DeliveryState, wanted: DeliveryState): boolean {
  if (state === wanted) return true
  if (wanted === 'held') return false
  const [there, here] = [placeOf(wanted), placeOf(state)]
  return there !== undefined && here !== undefined && here >= there
}

/** True when the delivery has ended without reaching `wanted`, and waiting longer cannot help. */
export function isHopeless(state: DeliveryState, wanted: DeliveryState): boolean {
  return OVER.includes(state) && !hasReached(state, wanted)
}

/** True when nothing more happens to it by itself, short of an answer. */
export function hasEnded(state: DeliveryState): boolean {
  return state === 'confirmed' || OVER.includes(state)
}

/** Receipts of one message, kept newest: whatever order news of a delivery arrives in, it never goes back. */
export class ReceiptBook {
  readonly #deliveries = new Map<string, Delivery>()

  constructor(deliveries: readonly Delivery[]) {
    for (const delivery of deliveries) this.take(delivery)
  }

  /** True when this was news. Steps are only ever added, so the longer list is the newer one. */
  take(delivery: Delivery): boolean {
    const known = this.#deliveries.get(delivery.id)
    if (known !== undefined && !isNewer(delivery, known)) return false
    this.#deliveries.set(delivery.id, delivery)
    return true
  }

  get all(): readonly Delivery[] {
    return [...this.#deliveries.values()]
  }
}

function isNewer(delivery: Delivery, known: Delivery): boolean {
  if (delivery.steps.length !== known.steps.length) return delivery.steps.length > known.steps.length
  return delivery.state !== known.state || delivery.presses > known.presses
}

function placeOf(state: DeliveryState): number | undefined {
  return (WAY as Partial<Record<DeliveryState, number>>)[state]
}
