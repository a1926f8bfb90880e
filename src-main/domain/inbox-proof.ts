import type { DeliveryReason, DeliveryState } from '#contract/delivery.ts'

/** What was known when a message was about to be written into an inbox; stored durably before the first byte. */
export interface InboxIntent {
  readonly kind: 'inbox'
  /** Id of the frame: the delivery's own, or that of the first one it travels with. */
  readonly frameId: string
  /** Process that was to take it, and when it started, as `ProcessFacts` has it. */
  readonly pid: number
  readonly pidStartedAt: number
  readonly version: string
  /** Session and transcript then, and the length of that in bytes: what is told of the message stands behind it. */
  readonly configFolder: string
  readonly sessionId: string
  readonly transcript: string | null
  readonly offset: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What the session's own records say of one message, and how the session is. */
export interface InboxSight {
  /** The record that holds it, when it stands in the conversation. */
  readonly record: string | null
  readonly isQueued: boolean
  /** Claude Code's words when it holds it back for its user. */
  readonly held: string | null
  /** Claude Code's words when it dropped something of this sender since. */
  readonly dropped: string | null
  /** The process that took the message lives on. */
  readonly isAlive: boolean
  readonly status: 'idle' | 'busy' | 'waiting' | null
}

/** Moments in milliseconds since 1970. */
export interface InboxWatch {
  readonly now: number
  readonly expiresAt: number
  /** When it was written, or when the look after a restart began. */
  readonly since: number
  readonly isRecovery: boolean
}

/** What follows for a delivery that may be in a session's hands. */
export type InboxMove =
  | { readonly do: 'wait'; readonly reason: DeliveryReason | null; readonly evidence: string }
  | { readonly do: 'confirm'; readonly evidence: string }
  | { readonly do: 'absent'; readonly evidence: string }
  /** `isSilent`: an idle session showed no sign of it at all, as if it did not know such messages. */
  | { readonly do: 'doubt'; readonly reason: DeliveryReason; readonly evidence: string; readonly isSilent: boolean }

/** An idle session takes a message at once; one that shows no sign of it for so long did not. */
const IDLE_PATIENCE = 15_000
/** After a crash of the hub: so long must an idle session's records stay silent to prove that nothing was written. */
const ABSENCE = 5_000

/** Decides from the records alone. Pure, so that every case can be checked. */
export function decideInboxMove(state: DeliveryState, sight: InboxSight, watch: InboxWatch): InboxMove {
  if (sight.record !== null) return { do: 'confirm', evidence: `it stands in the transcript, record ${sight.record}` }
  if (!sight.isAlive) {
    return { do: 'absent', evidence: 'the session ended before it came up: its transcript does not have it' }
  }
  if (watch.now >= watch.expiresAt) return doubt('its time is over, and it has not come up in the transcript')
  if (sight.held !== null) return { do: 'wait', reason: 'held_there', evidence: sight.held }
  if (sight.isQueued) {
    return { do: 'wait', reason: 'queued_there', evidence: "the transcript shows it in the session's queue" }
  }
  return silent(state, sight, watch)
}

function silent(state: DeliveryState, sight: InboxSight, watch: InboxWatch): InboxMove {
  const waited = watch.now - watch.since
  if (state === 'sending' && watch.isRecovery && sight.status === 'idle' && waited >= ABSENCE) {
    return { do: 'absent', evidence: 'the session is idle and its records have no trace of it: nothing was written' }
  }
  if (sight.dropped !== null && waited >= ABSENCE) return doubt(sight.dropped)
  if (sight.status === 'idle' && waited >= IDLE_PATIENCE) {
    const seconds = Math.round(waited / 1_000)
    return doubt(`the session is idle, and for ${seconds} s its transcript has shown nothing of it`, true)
  }
  return { do: 'wait', reason: null, evidence: '' }
}

function doubt(evidence: string, isSilent = false): InboxMove {
  return { do: 'doubt', reason: 'not_taken', evidence, isSilent }
}
