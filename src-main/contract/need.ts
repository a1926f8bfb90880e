import { z } from 'zod'
import { Address } from './address.ts'
import { Timestamp } from './ids.ts'

/**
 * Something an agent's program asks a person: whether a tool may run (`permission`), or for an answer (`question`). Its
 * own dialog is open in the terminal all the while; whoever answers first decides.
 */
export const Need = z.object({
  id: z.uuid(),
  kind: z.enum(['permission', 'question']),
  session: z.object({ address: Address, name: z.string() }),
  /** The tool, or the server that asks. */
  tool: z.string(),
  /** What it wants, on one line: the command, the file, the question. */
  summary: z.string(),
  /** All of what it wants to do, for a person to read; cut at 16 000 characters, and then it says so. */
  detail: z.string(),
  cwd: z.string(),
  at: Timestamp,
  /** From then on only the terminal's own dialog can answer. */
  expiresAt: Timestamp,
  /** False where a yes needs more than a yes, such as a choice: then it is answered in its terminal. */
  canAllow: z.boolean(),
  /** False where only its terminal can answer, with a yes or a no: a question of an MCP server. */
  canDeny: z.boolean(),
  /** Equal for requests that ask the very same: kind, tool, input and folder. */
  sameAs: z.string(),
})
export type Need = z.infer<typeof Need>

/**
 * How it ended: by a person here, in its own terminal, by the agent going away, or by nobody in time, which leaves the
 * terminal's dialog as it is.
 */
export const NeedOutcome = z.enum(['allowed', 'denied', 'elsewhere', 'gone', 'left'])
export type NeedOutcome = z.infer<typeof NeedOutcome>
