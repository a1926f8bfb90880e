import { z } from 'zod'
import { Address } from './address.ts'
import { Timestamp } from './ids.ts'

/** A usage limit that ended the turn of a session, which has not gone on since. */
export const UsageLimit = z.object({
  session: z.object({ address: Address, name: z.string() }),
  /** What its program said, on one line: `You've hit your 5-hour limit · resets 3pm (Europe/Berlin)`. */
  words: z.string(),
  /** Who told of it: a hook of the program, or its screen alone. */
  source: z.enum(['hook', 'screen']),
  /** When the hub heard of it. */
  at: Timestamp,
  /** The first full minute in which it is over, or null when the words do not say. */
  resetsAt: Timestamp.nullable(),
  /** When `continue` is said to it, or null while nobody has asked for that. */
  continuesAt: Timestamp.nullable(),
})
export type UsageLimit = z.infer<typeof UsageLimit>
