import type { DeliveryReason } from '#contract/delivery.ts'
import type { Together } from '#contract/message.ts'
import type { DeliveryEvent } from './delivery.ts'

/** Whether a target would take its delivery now. */
export type Readiness =
  | { readonly kind: 'ready'; readonly evidence: string }
  | {
      readonly kind: 'not_yet'
      readonly reason: DeliveryReason
      readonly evidence: string
      /** Ask again after so many milliseconds, even if nothing seems to have changed. */
      readonly afterMs: number
    }
  /** It never will: the delivery ends so. */
  | {
      readonly kind: 'never'
      readonly end: 'skip' | 'fail'
      readonly reason: DeliveryReason
      readonly evidence: string
    }

/** One delivery of a message that goes to all or to nobody, with what its target last said. */
export interface TogetherTarget {
  readonly id: string
  readonly name: string
  readonly readiness: Readiness
}

/** What becomes of one of them, and why in words. */
export interface TogetherMove {
  readonly id: string
  readonly event: DeliveryEvent
  readonly evidence: string
}

/**
 * What happens to deliveries that wait for each other; nothing while they wait on. Once the time is over nothing goes
 * because all are ready by chance: a hub that was away over the deadline does what was said before.
 *
 * @param deadline milliseconds since 1970
 */
export function decideTogether(
  targets: readonly TogetherTarget[],
  { deadline, otherwise }: { readonly deadline: number; readonly otherwise: Together['otherwise'] },
  now: number,
): readonly TogetherMove[] {
  const lost = targets.filter(({ readiness }) => readiness.kind === 'never')
  const rest = targets.filter(({ readiness }) => readiness.kind !== 'never')
  const ended = targets.flatMap(endOf)
  if (otherwise === 'retract' && lost.length > 0) return [...ended, ...rest.map(one => takeBack(one, whyLost(lost)))]
  const late = rest.filter(({ readiness }) => readiness.kind === 'not_yet')
  const isOver = now >= deadline
  if (isOver && otherwise === 'retract') return [...ended, ...rest.map(one => takeBack(one, whyLate(late)))]
  const ready = rest.filter(({ readiness }) => readiness.kind === 'ready')
  if (late.length === 0) return [...ended, ...ready.map(one => letGo(one, allReady(ready.length)))]
  if (!isOver) return ended
  const words = 'the time is over: it goes to those that are ready'
  return [...ended, ...ready.map(one => letGo(one, words)), ...late.map(one => takeBack(one, whyLate([one])))]
}

/** What a target's receipt says while all wait. Nothing new is worth no step. */
export function waitingWords({ readiness }: Pick<TogetherTarget, 'readiness'>): string {
  return readiness.kind === 'not_yet' ? `all wait for this one: ${readiness.evidence}` : 'ready; waits for the others'
}

/** True when they may go by what is known: worth a fresh look at everybody. */
export function mayAllGo(targets: readonly Pick<TogetherTarget, 'readiness'>[]): boolean {
  return targets.every(({ readiness }) => readiness.kind !== 'not_yet')
}

function endOf({ id, readiness }: TogetherTarget): readonly TogetherMove[] {
  if (readiness.kind !== 'never') return []
  return [{ id, event: { kind: readiness.end, reason: readiness.reason }, evidence: readiness.evidence }]
}

function letGo({ id, readiness }: TogetherTarget, words: string): TogetherMove {
  return { id, event: { kind: 'release' }, evidence: `${words}: ${readiness.evidence}` }
}

function takeBack({ id }: TogetherTarget, why: string): TogetherMove {
  return { id, event: { kind: 'cancel' }, evidence: `taken back before anything was typed: ${why}` }
}

function allReady(count: number): string {
  return count === 1 ? 'its only target is ready' : `all ${count} targets are ready`
}

function whyLost(lost: readonly TogetherTarget[]): string {
  return `${objections(lost)}, and it goes to all or to nobody`
}

function whyLate(late: readonly TogetherTarget[]): string {
  if (late.length === 0) return 'the time was over before all of them were seen ready'
  return `not ready in time: ${objections(late)}`
}

/** Characters of evidence for each target, and targets named: it stands in every receipt. */
const LONGEST = 80
const NAMED = 5

function objections(targets: readonly TogetherTarget[]): string {
  const named = targets
    .slice(0, NAMED)
    .map(({ name, readiness }) => `${name} (${readiness.evidence.slice(0, LONGEST)})`)
  const more = targets.length - named.length
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '')
}
