import { z } from 'zod'
import { SessionState } from './session.ts'
import { Timestamp } from './ids.ts'

export const HubStatus = z.object({
  running: z.literal(true),
  pid: z.int(),
  version: z.string(),
  startedAt: Timestamp,
  home: z.string(),
  sockets: z.object({ hub: z.string(), agent: z.string() }),
  url: z.string().nullable(),
  sessions: z.object({ total: z.int(), byState: z.partialRecord(SessionState, z.int()) }),
  queue: z.object({ queued: z.int(), held: z.int() }),
  /** Number of the newest event; `/v1/events?after=` starts behind it. */
  lastEvent: z.int(),
})
export type HubStatus = z.infer<typeof HubStatus>

/** One row of the doctor. `unknown` is an honest answer: it could not be told. */
export const Check = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['ok', 'action', 'optional', 'unknown']),
  detail: z.string(),
  /** What to do about it, when something should be done. */
  fix: z.string(),
  /** The hub can do it by itself when it is asked to. */
  canMend: z.boolean(),
})
export type Check = z.infer<typeof Check>
