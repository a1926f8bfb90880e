import { z } from 'zod'
import { Timestamp } from './ids.ts'

/** What one line of the summary is about. */
export const AwayKind = z.enum(['finished', 'needs_you', 'failed', 'asked', 'waits'])
export type AwayKind = z.infer<typeof AwayKind>

/** What happened while the owner was away: at most one line of each kind, and none for a kind without anything. */
export const Away = z.object({
  from: Timestamp,
  to: Timestamp,
  lines: z.array(z.object({ kind: AwayKind, text: z.string() })).max(5),
  /** The owner has seen it. */
  isDismissed: z.boolean(),
})
export type Away = z.infer<typeof Away>
