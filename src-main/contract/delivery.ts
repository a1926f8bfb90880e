import { z } from 'zod'
import { Address } from './address.ts'
import { DeliveryId, MessageId, Timestamp } from './ids.ts'

/** The ways a delivery can travel. Only the lanes a hub has are offered; `terminal` and `mailbox` always are. */
export const LaneName = z.enum(['inbox', 'hook', 'channel', 'terminal', 'mailbox', 'bridge', 'peer'])
export type LaneName = z.infer<typeof LaneName>

/** How Return is pressed in the terminal lane. */
export const SubmitStrategy = z.enum(['cr', 'btt', 'keystroke', 'auto'])
export type SubmitStrategy = z.infer<typeof SubmitStrategy>

/**
 * How far a delivery has got.
 *
 * `queued` and `held` have typed nothing. `sending` means bytes may be on their way, `typed` that the text is in the
 * composer, `submitted` that Return was pressed, `confirmed` that there is proof the target took it, `answered` that it
 * replied. `uncertain` means nobody can tell; a machine never retries it.
 */
export const DeliveryState = z.enum([
  'accepted',
  'queued',
  'held',
  'sending',
  'typed',
  'submitted',
  'confirmed',
  'answered',
  'skipped',
  'failed',
  'expired',
  'cancelled',
  'uncertain',
])
export type DeliveryState = z.infer<typeof DeliveryState>

/** States a delivery never leaves by itself. */
export const END_STATES = [
  'confirmed',
  'answered',
  'skipped',
  'failed',
  'expired',
  'cancelled',
  'uncertain',
] as const satisfies readonly DeliveryState[]

/** Why a delivery waits, was skipped, or failed. The view writes the words. */
export const DeliveryReason = z.enum([
  // waits, and releases itself
  'working',
  'blocked',
  'draft',
  'human_typing',
  'state_unknown',
  'copy_mode',
  'not_in_front',
  'terminal_away',
  'see_only',
  'buried',
  'behind_another',
  'quiet_hours',
  'waiting_for_all',
  'needs_confirmation',
  'unread_input',
  'awaits_hook',
  'pacing',
  'session_ended',
  'inbox_away',
  // in the session's hands, and not in its conversation yet
  'queued_there',
  'held_there',
  // skipped at once: nothing of ours belongs there
  'password',
  'shell',
  'editor',
  'pager',
  'line_input',
  'not_an_agent',
  'synchronised',
  'input_off',
  'no_bracketed_paste',
  'pane_dead',
  'loop_blocked',
  // failed: certain that it will not arrive
  'gone',
  'identity_changed',
  'agent_exited',
  'terminal_error',
  'no_lane',
  // uncertain: what could not be proved
  'echo_not_seen',
  'submit_not_seen',
  'crash_while_sending',
  'screen_changed',
  'dialog_appeared',
  'not_taken',
  'poison',
])
export type DeliveryReason = z.infer<typeof DeliveryReason>

/** One thing that happened to a delivery, and how it is known. Never changed once written. */
export const Step = z.object({
  state: DeliveryState,
  at: Timestamp,
  /** Who or what says so: `hub`, `gate`, `terminal`, `screen`, `reader`, `person`, `recovery`. */
  source: z.enum(['hub', 'gate', 'terminal', 'screen', 'reader', 'hook', 'transcript', 'person', 'recovery']),
  /** The proof in words a person can check: the line seen, the facts compared. */
  evidence: z.string(),
  reason: DeliveryReason.nullable(),
})
export type Step = z.infer<typeof Step>

/** One message on its way to one recipient. People see it as a receipt. */
export const Delivery = z.object({
  id: DeliveryId,
  messageId: MessageId,
  to: z.object({ address: Address, name: z.string() }),
  state: DeliveryState,
  lane: LaneName,
  reason: DeliveryReason.nullable(),
  /** How often text was written to the target. Never above 2 without a person, and 2 only after proof that the first left nothing. */
  attempts: z.int(),
  /** How often Return was pressed for this attempt, at most 5. */
  presses: z.int(),
  expiresAt: Timestamp,
  steps: z.array(Step),
})
export type Delivery = z.infer<typeof Delivery>

/** What would happen to one recipient if the message were sent now. */
export const PlannedDelivery = z.object({
  to: z.object({ address: Address, name: z.string() }),
  outcome: z.enum(['send', 'hold', 'skip']),
  lane: LaneName,
  reason: DeliveryReason.nullable(),
  /** Why, in words: the evidence the decision rests on. */
  detail: z.string(),
  /** Exactly the text this recipient would get. */
  text: z.string(),
})
export type PlannedDelivery = z.infer<typeof PlannedDelivery>
