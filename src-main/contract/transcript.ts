import { z } from 'zod'
import { Timestamp } from './ids.ts'

/** Which of Claude Code's transcripts something was read from. */
export const TranscriptSource = z.object({
  /** Claude Code's id of the session, which names its file. */
  transcript: z.uuid(),
  /** Working directory as the transcript's newest record tells it. */
  cwd: z.string(),
  /** The session that writes it now, when the hub sees one. */
  address: z.string().nullable(),
  name: z.string().nullable(),
})
export type TranscriptSource = z.infer<typeof TranscriptSource>

/** One prompt and what was said to it. Lines over the limit are left out unless they were asked for. */
export const TranscriptTurn = z.object({
  /** Id of the record the turn begins with. */
  turn: z.string(),
  at: Timestamp,
  endedAt: Timestamp,
  /** Who asked: a person, another session, or a program (a hook, a schedule, a task that ended). */
  from: z.enum(['person', 'peer', 'program']),
  /** Name of the other session, as it called itself. */
  sender: z.string().nullable(),
  prompt: z.string(),
  answer: z.string(),
  /** Names of the tools that were called, in order. */
  tools: z.array(z.string()),
})
export type TranscriptTurn = z.infer<typeof TranscriptTurn>

/** One part of a turn, in the order it happened. */
export const TranscriptStep = z.object({
  kind: z.enum(['prompt', 'text', 'tool', 'result']),
  at: Timestamp,
  /** Name of the tool, for a call. */
  tool: z.string().nullable(),
  text: z.string(),
})
export type TranscriptStep = z.infer<typeof TranscriptStep>

/** A place where a search found something. */
export const TranscriptMatch = z.object({
  source: TranscriptSource,
  /** Id of the record; `transcripts.turn` shows the turn it belongs to. */
  turn: z.string(),
  at: Timestamp,
  role: z.enum(['user', 'assistant']),
  /** The line that matched, with the lines around it that were asked for. */
  excerpt: z.string(),
})
export type TranscriptMatch = z.infer<typeof TranscriptMatch>
