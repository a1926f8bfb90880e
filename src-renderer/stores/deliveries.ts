import { create } from 'zustand'
import type { Delivery } from '#contract/delivery.ts'

/** What the page remembers of a message: who said it, when, and its words. */
export interface KnownMessage {
  readonly id: string
  readonly from: string
  readonly at: string
  readonly body: string
}

export interface Deliveries {
  readonly byId: Readonly<Record<string, Delivery>>
  /** Delivery ids of each message, in the order of its targets. */
  readonly byMessage: Readonly<Record<string, readonly string[]>>
  readonly messages: Readonly<Record<string, KnownMessage>>
  /** Message ids, newest first. */
  readonly recent: readonly string[]
}

/** Receipts. Written only by lib/live. */
export const useDeliveries = create<Deliveries>(() => ({ byId: {}, byMessage: {}, messages: {}, recent: [] }))
