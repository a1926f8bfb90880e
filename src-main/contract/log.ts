import { z } from 'zod'
import { EventNumber, Timestamp } from './ids.ts'

/** Who did what, to whom, through which door, and how it ended. Append-only; bodies are never in it. */
export const AuditRow = z.object({
  number: z.int(),
  at: Timestamp,
  who: z.string(),
  door: z.string(),
  what: z.string(),
  target: z.string(),
  result: z.string(),
})
export type AuditRow = z.infer<typeof AuditRow>

/** One line of the log: an event or an audit row in one plain shape. */
export const LogRow = z.object({
  number: EventNumber,
  at: Timestamp,
  type: z.string(),
  by: z.string(),
  to: z.string(),
  status: z.string(),
  text: z.string(),
  /** The whole event, for a program. */
  data: z.unknown(),
})
export type LogRow = z.infer<typeof LogRow>
