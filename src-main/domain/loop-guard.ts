import type { Sender } from '#contract/message.ts'

/** How much has been said lately, counted by the store. */
export interface LoopCounts {
  /** Messages under the same root in the last ten minutes. */
  readonly underRoot: number
  /** Messages from this sender to the busiest of these recipients in the last minute. */
  readonly toRecipient: number
  /** Messages from this sender in the last minute. */
  readonly bySender: number
  /** Why the root was parked, if it was. */
  readonly parked: string | null
}

export interface LoopQuestion {
  readonly from: Sender
  readonly hops: number
  readonly counts: LoopCounts
}

/** Limits that no agent can raise; only a person speaking starts a new count. */
export const LOOP_LIMITS = { hops: 6, underRoot: 30, toRecipient: 10, bySender: 60 } as const

export const LOOP_WINDOWS = { root: 600_000, minute: 60_000 } as const

/** Why this message must not go out, or undefined. People are never stopped. */
export function findLoop({ from, hops, counts }: LoopQuestion): string | undefined {
  if (from.kind === 'owner') return undefined
  if (counts.parked !== null) return counts.parked
  if (hops > LOOP_LIMITS.hops) return `passed on ${hops} times since a person last spoke (limit ${LOOP_LIMITS.hops})`
  if (counts.underRoot >= LOOP_LIMITS.underRoot) {
    return `${counts.underRoot} messages under one root within ten minutes (limit ${LOOP_LIMITS.underRoot})`
  }
  return findPace(counts)
}

/** Why it comes too fast just now; a little later it may go. */
export function findPace(counts: Pick<LoopCounts, 'toRecipient' | 'bySender'>): string | undefined {
  if (counts.toRecipient >= LOOP_LIMITS.toRecipient) {
    return `${counts.toRecipient} messages to one recipient within a minute (limit ${LOOP_LIMITS.toRecipient})`
  }
  if (counts.bySender >= LOOP_LIMITS.bySender) {
    return `${counts.bySender} messages within a minute (limit ${LOOP_LIMITS.bySender})`
  }
  return undefined
}
