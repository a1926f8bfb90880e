import type { LaneName, Step, SubmitStrategy } from '#contract/delivery.ts'
import type { Address } from '#contract/address.ts'
import type { Sender } from '#contract/message.ts'
import type { Session } from '#contract/session.ts'
import type { DeliveryEvent, DeliveryFacts } from '#domain/delivery.ts'
import type { InboxIntent } from '#domain/inbox-proof.ts'
import type { Intent } from '#domain/observe.ts'
import type { Identity } from '#domain/ports.ts'
import type { Readiness } from '#domain/together.ts'

/** One delivery in the hands of a lane. */
export interface Carried {
  readonly id: string
  readonly messageId: string
  readonly from: Sender
  readonly address: Address
  /** Exactly what is written: rendered for this recipient and sanitised. */
  readonly text: string
  readonly facts: DeliveryFacts
  readonly identity: Identity | null
  /** What the screen showed before an earlier write, when there was one. */
  readonly intent: Intent | InboxIntent | null
  readonly submit: SubmitStrategy | null
  readonly confirmed: boolean
  readonly asCommand: boolean
}

/** What is known about an event, kept with the step. */
export interface Known {
  readonly source: Step['source']
  readonly evidence: string
  readonly intent?: Intent | InboxIntent
}

/**
 * Makes an event durable and returns the delivery as it then is; undefined when the delivery has moved on by another
 * hand (cancelled, read, answered), which ends the lane's work.
 */
export type Report = (event: DeliveryEvent, known: Known) => Promise<DeliveryFacts | undefined>

/** Another delivery of the same sender to the same session, which may travel along. */
export interface Companion {
  readonly carried: Carried
  readonly report: Report
}

/** When the outbox should come back: when the session changes, and at the latest after `afterMs`. */
export type CarryResult = { readonly kind: 'ended' } | { readonly kind: 'again'; readonly afterMs: number }

/** Whether a way leads to a session now: open, with the words for what will happen there, or why it does not. */
export type Reach = { readonly kind: 'open'; readonly note: string } | { readonly kind: 'closed'; readonly why: string }

/** A way to a recipient, as the planner asks for it. */
export interface Way {
  readonly name: LaneName
  /** Answers from memory: the planner asks for every recipient of every message. */
  reach(session: Session): Reach
}

/** A way the outbox carries deliveries along. */
export interface Lane extends Way {
  /** How many deliveries of one sender may travel together; one when left out. */
  readonly together?: number
  /** Whether the session would take it now, on a fresh look. Left out where nothing there needs to be ready. */
  readiness?(carried: Carried): Promise<Readiness>
  /**
   * Carries one delivery as far as it will go now, and those `behind` it that travel along. `again` while it is in
   * flight means that the session has it, and others need not wait. Throws only for bugs and for a hub that is closing.
   */
  carry(carried: Carried, report: Report, signal: AbortSignal, behind?: readonly Companion[]): Promise<CarryResult>
}

export const ENDED: CarryResult = { kind: 'ended' }
