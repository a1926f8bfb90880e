import { z } from 'zod'
import { MessageId, Timestamp } from './ids.ts'
import { MessageKind, Target } from './message.ts'

/** A name that can be typed as one word. */
export const RuleName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,47}$/, 'lower-case letters, digits, dot, dash and underscore; at most 48')

/** What a message must be for the rule to take it up; all that is given must hold. */
export const RuleWhen = z.strictObject({
  /** The word behind `#`. */
  tag: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'lower-case letters, digits, dash and underscore')
    .optional(),
  /** Name of the sender, whatever the case of its letters; `owner` for the owner. */
  from: z.string().min(1).max(200).optional(),
  kind: MessageKind.optional(),
  /** Words that stand in the text, whatever their case; or a pattern of the filter language between two slashes. */
  text: z.string().min(1).max(202).optional(),
})
export type RuleWhen = z.infer<typeof RuleWhen>

/** What a person says of a rule. */
export const RuleDraft = z.strictObject({
  name: RuleName,
  when: RuleWhen,
  /** Who gets a copy: groups, sessions, or `owner`. */
  to: z.array(Target).min(1).max(100),
  /** A task wakes its reader, a note waits. */
  as: MessageKind.default('note'),
  /** The words of the copy, with `{{body}}` and `{{from}}`. The rule's name and the origin stand above it in any case. */
  format: z.string().min(1).max(4_000).default('{{body}}'),
})
export type RuleDraft = z.infer<typeof RuleDraft>

/** Copies messages on to others, each once. A new or changed rule is off until it was tested. */
export const Rule = RuleDraft.extend({
  isOn: z.boolean(),
  isTested: z.boolean(),
  /** Copies made. */
  copies: z.int(),
  lastAt: Timestamp.nullable(),
  /** Why its last copy was not made, or why it was switched off; empty when nothing is wrong. */
  problem: z.string(),
})
export type Rule = z.infer<typeof Rule>

/** A past message that a rule would have taken up. */
export const RuleMatch = z.object({
  messageId: MessageId,
  from: z.string(),
  kind: MessageKind,
  at: Timestamp,
  /** The copy as it would have been, cut at 300 characters. */
  text: z.string(),
})
export type RuleMatch = z.infer<typeof RuleMatch>
