import type { LaneName, Step, SubmitStrategy } from '#contract/delivery.ts'
import type { Address } from '#contract/address.ts'
import type { DeliveryEvent, DeliveryFacts } from '#domain/delivery.ts'
import type { Intent } from '#domain/observe.ts'
import type { Identity } from '#domain/ports.ts'

/** One delivery in the hands of a lane. */
export interface Carried {
  readonly address: Address
  /** Exactly what is written: rendered for this recipient and sanitised. */
  readonly text: string
  readonly facts: DeliveryFacts
  readonly identity: Identity | null
  /** What the screen showed before an earlier write, when there was one. */
  readonly intent: Intent | null
  readonly submit: SubmitStrategy | null
  readonly confirmed: boolean
  readonly asCommand: boolean
}

/** What is known about an event, kept with the step. */
export interface Known {
  readonly source: Step['source']
  readonly evidence: string
  readonly intent?: Intent
}

/**
 * Makes an event durable and returns the delivery as it then is; undefined when the delivery has moved on by another
 * hand (cancelled, read, answered), which ends the lane's work.
 */
export type Report = (event: DeliveryEvent, known: Known) => Promise<DeliveryFacts | undefined>

/** When the outbox should come back: when the session changes, and at the latest after `afterMs`. */
export type CarryResult = { readonly kind: 'ended' } | { readonly kind: 'again'; readonly afterMs: number }

/** A way a delivery can travel. */
export interface Lane {
  readonly name: LaneName
  /** Carries one delivery as far as it will go now. Throws only for bugs and for a hub that is closing. */
  carry(carried: Carried, report: Report, signal: AbortSignal): Promise<CarryResult>
}

export const ENDED: CarryResult = { kind: 'ended' }
