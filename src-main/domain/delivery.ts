import { END_STATES, type DeliveryReason, type DeliveryState, type LaneName, type Step } from '#contract/delivery.ts'

/** The part of a delivery the machine decides on. */
export interface DeliveryFacts {
  readonly state: DeliveryState
  readonly lane: LaneName
  readonly reason: DeliveryReason | null
  readonly attempts: number
  /** Attempts allowed so far: one, one more for a proof of absence, and one for each retry by a person. */
  readonly allowedAttempts: number
  /** How many more proofs of absence may allow an attempt before a person is asked. */
  readonly absencesLeft: number
  readonly presses: number
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** Return is pressed at most this often for one attempt. */
export const MAX_PRESSES = 5

/** What can happen to a delivery. `advance` is the only place that says what follows. */
export type DeliveryEvent =
  | { readonly kind: 'queue' }
  /** Every target of the message is ready: what waited for all of them goes on. */
  | { readonly kind: 'release' }
  | { readonly kind: 'hold'; readonly reason: DeliveryReason }
  | { readonly kind: 'skip'; readonly reason: DeliveryReason }
  | { readonly kind: 'fail'; readonly reason: DeliveryReason }
  /** About to write: must be durable before the first byte. */
  | { readonly kind: 'send' }
  /** The terminal refused the write in the same step that checked it: nothing was written. */
  | { readonly kind: 'refuse'; readonly reason: DeliveryReason }
  /** Proof of absence: nothing was written, or the session that was handed it ended without it. */
  | { readonly kind: 'absent' }
  /** The text stands in the composer; the first press is reserved and must be durable before it. */
  | { readonly kind: 'type' }
  | { readonly kind: 'submit' }
  /** Handed to the session itself (its inbox), which has not shown it yet. */
  | { readonly kind: 'post' }
  /** The session shows that it has it, outside its conversation; the reason says where. */
  | { readonly kind: 'keep'; readonly reason: DeliveryReason }
  /** Another press is reserved; durable before it. */
  | { readonly kind: 'press' }
  | { readonly kind: 'confirm' }
  /** Better proof of what was confirmed by less. */
  | { readonly kind: 'prove' }
  | { readonly kind: 'answer' }
  | { readonly kind: 'doubt'; readonly reason: DeliveryReason }
  | { readonly kind: 'expire' }
  | { readonly kind: 'cancel' }
  /** A person asks for one more attempt. */
  | { readonly kind: 'retry' }

export type DeliveryEventKind = DeliveryEvent['kind']

/** What the delivery becomes; `refused` when the event cannot happen in its state. */
export type Advance =
  | { readonly kind: 'moved'; readonly delivery: DeliveryFacts }
  | { readonly kind: 'refused'; readonly state: DeliveryState }

/** What a delivery starts with. */
export const FRESH = { reason: null, attempts: 0, allowedAttempts: 1, absencesLeft: 1, presses: 0 } as const

const WAITING = ['accepted', 'queued', 'held'] as const satisfies readonly DeliveryState[]

/** All that can happen to what waits for the other targets: it goes with them, or it ends. */
const FROM_WAITING_FOR_ALL: readonly DeliveryEventKind[] = ['release', 'skip', 'fail', 'expire', 'cancel']

/** From which states each event may happen. */
const FROM: Readonly<Record<DeliveryEventKind, readonly DeliveryState[]>> = {
  queue: ['accepted', 'held'],
  release: ['held'],
  hold: WAITING,
  skip: WAITING,
  fail: WAITING,
  send: ['queued'],
  refuse: ['sending'],
  absent: ['sending', 'submitted'],
  type: ['sending'],
  submit: ['typed', 'submitted'],
  post: ['sending'],
  keep: ['sending', 'submitted'],
  press: ['typed', 'submitted'],
  confirm: ['queued', 'held', 'sending', 'typed', 'submitted', 'uncertain', 'expired'],
  prove: ['confirmed'],
  answer: ['queued', 'held', 'sending', 'typed', 'submitted', 'uncertain', 'confirmed', 'expired'],
  doubt: ['sending', 'typed', 'submitted'],
  expire: WAITING,
  cancel: WAITING,
  retry: ['failed', 'expired', 'uncertain', 'skipped', 'cancelled'],
}

const TO: Readonly<Record<DeliveryEventKind, DeliveryState | 'same'>> = {
  queue: 'queued',
  release: 'queued',
  hold: 'held',
  skip: 'skipped',
  fail: 'failed',
  send: 'sending',
  refuse: 'held',
  absent: 'queued',
  type: 'typed',
  submit: 'submitted',
  post: 'submitted',
  keep: 'submitted',
  press: 'same',
  confirm: 'confirmed',
  prove: 'same',
  answer: 'answered',
  doubt: 'uncertain',
  expire: 'expired',
  cancel: 'cancelled',
  retry: 'queued',
}

/** The one function that changes a delivery. Pure: the caller stores the result, compare-and-set. */
export function advance(delivery: DeliveryFacts, event: DeliveryEvent): Advance {
  if (!FROM[event.kind].includes(delivery.state) || isOutOfTurn(delivery, event) || isOutOfBudget(delivery, event)) {
    return { kind: 'refused', state: delivery.state }
  }
  const to = TO[event.kind]
  return {
    kind: 'moved',
    delivery: {
      ...delivery,
      ...counters(delivery, event),
      state: to === 'same' ? delivery.state : to,
      reason: 'reason' in event ? event.reason : null,
    },
  }
}

export function isEnded(state: DeliveryState): boolean {
  return (END_STATES as readonly DeliveryState[]).includes(state)
}

/** True while nothing has been written to the target, so that withdrawing it is still honest. */
export function isWaiting(state: DeliveryState): boolean {
  return (WAITING as readonly DeliveryState[]).includes(state)
}

/** True of what waits to be fetched: by its reader, or by a hook of its target. */
export function waitsToBeFetched({ lane, state }: { readonly lane: string; readonly state: DeliveryState }): boolean {
  return (lane === 'mailbox' || lane === 'hook') && isWaiting(state)
}

/** A note that waits for the end of quiet hours: until then nobody carries it or hands it over. */
export function isHeldForQuiet({ state, reason }: Pick<DeliveryFacts, 'state' | 'reason'>): boolean {
  return state === 'held' && reason === 'quiet_hours'
}

/** True between the intent and the end: after a crash these must be looked at before anything else happens. */
export function isInFlight(state: DeliveryState): boolean {
  return state === 'sending' || state === 'typed' || state === 'submitted'
}

/** True while it is held until every target of its message is ready. */
export function waitsForAll({ state, reason }: Pick<DeliveryFacts, 'state' | 'reason'>): boolean {
  return state === 'held' && reason === 'waiting_for_all'
}

function isOutOfTurn(delivery: DeliveryFacts, event: DeliveryEvent): boolean {
  if (!waitsForAll(delivery)) return event.kind === 'release'
  const saysWhoIsLate = event.kind === 'hold' && event.reason === 'waiting_for_all'
  return !saysWhoIsLate && !FROM_WAITING_FOR_ALL.includes(event.kind)
}

function isOutOfBudget(delivery: DeliveryFacts, event: DeliveryEvent): boolean {
  if (event.kind === 'send') return delivery.attempts >= delivery.allowedAttempts
  if (event.kind === 'press') return delivery.presses >= MAX_PRESSES
  if (event.kind === 'absent') return delivery.absencesLeft <= 0 || isTypedAndSubmitted(delivery)
  return false
}

/** What was typed and submitted left the composer: no look at a screen proves any more that it never was there. */
function isTypedAndSubmitted({ state, lane }: DeliveryFacts): boolean {
  return state === 'submitted' && lane !== 'inbox'
}

function counters(delivery: DeliveryFacts, event: DeliveryEvent): Partial<DeliveryFacts> {
  switch (event.kind) {
    case 'send':
      return { attempts: delivery.attempts + 1, presses: 0 }
    case 'type':
      return { presses: 1 }
    case 'press':
      return { presses: delivery.presses + 1 }
    case 'refuse':
      return { attempts: delivery.attempts - 1 }
    case 'absent':
      return { allowedAttempts: delivery.attempts + 1, absencesLeft: delivery.absencesLeft - 1 }
    case 'retry':
      return { allowedAttempts: delivery.attempts + 1, absencesLeft: 1, presses: 0 }
    default:
      return {}
  }
}

/** A step as it is stored beside the new state. */
export function stepOf(
  delivery: DeliveryFacts,
  at: string,
  known: { readonly source: Step['source']; readonly evidence: string },
): Step {
  return { state: delivery.state, at, source: known.source, evidence: known.evidence, reason: delivery.reason }
}
