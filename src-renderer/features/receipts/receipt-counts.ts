import type { DeliveryState } from '#contract/delivery.ts'

/** In the order a person wants them: what went well, what is under way, what needs a look. */
const ORDER: readonly DeliveryState[] = [
  'answered',
  'confirmed',
  'submitted',
  'typed',
  'sending',
  'queued',
  'accepted',
  'held',
  'skipped',
  'cancelled',
  'expired',
  'uncertain',
  'failed',
]

/** Nothing has been typed yet: these can still be withdrawn. */
const STOPPABLE: ReadonlySet<DeliveryState> = new Set(['accepted', 'queued', 'held'])
const RETRYABLE: ReadonlySet<DeliveryState> = new Set(['failed', 'expired', 'cancelled', 'skipped', 'uncertain'])

/** "9 confirmed · 1 held · 1 failed". */
export function receiptCountWords(states: readonly DeliveryState[]): string {
  return ORDER.map(state => [state, states.filter(one => one === state).length] as const)
    .filter(([, number]) => number > 0)
    .map(([state, number]) => `${number} ${state}`)
    .join(' · ')
}

export function canStop(state: DeliveryState): boolean {
  return STOPPABLE.has(state)
}

/** True when a person may have it sent again. `uncertain` is asked about first: it may have arrived. */
export function canRetry(state: DeliveryState): boolean {
  return RETRYABLE.has(state)
}

/** What went wrong by itself, as against what was skipped or withdrawn on purpose. */
export function hasFailed(state: DeliveryState): boolean {
  return state === 'failed' || state === 'expired' || state === 'uncertain'
}
