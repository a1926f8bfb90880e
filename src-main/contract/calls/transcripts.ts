import { z } from 'zod'
import { agent, call, errors } from '../call.ts'
import { Target } from '../message.ts'
import { TranscriptMatch, TranscriptSource, TranscriptStep, TranscriptTurn } from '../transcript.ts'

/** Whose transcript: that of a session, or any by its id. An agent that names none means its own. */
const whose = {
  target: Target.optional(),
  transcript: z.uuid().optional(),
}
/** Lines over 4,096 bytes too. Agents get them of their own transcript only. */
const full = z.stringbool().default(false)

export const transcripts = {
  read: call
    .meta(agent)
    .route({ method: 'GET', path: '/transcripts', summary: 'The newest turns of a Claude Code session, oldest first' })
    .errors(errors('not_found', 'ambiguous', 'forbidden', 'bad_request'))
    .input(
      z.strictObject({
        ...whose,
        full,
        limit: z.coerce.number().int().min(1).max(50).default(5),
        /** Turns before this place, as an earlier answer gave it in `next`. */
        before: z.coerce.number().int().nonnegative().optional(),
      }),
    )
    .output(
      z.object({
        source: TranscriptSource,
        turns: z.array(TranscriptTurn),
        /** Where the turns before these are, or null when there are none. */
        next: z.int().nullable(),
      }),
    ),
  search: call
    .meta(agent)
    .route({
      method: 'GET',
      path: '/transcripts/search',
      summary: 'Search what was said in one session or in all, newest first',
    })
    .errors(errors('not_found', 'ambiguous', 'forbidden', 'bad_request'))
    .input(
      z.strictObject({
        ...whose,
        /** Words that must all occur in what was said; a pattern with `regex`. Upper and lower case are equal. */
        query: z.string().min(1).max(500),
        regex: z.stringbool().default(false),
        /** Lines shown before and after a line that matched. */
        context: z.coerce.number().int().min(0).max(20).default(1),
        limit: z.coerce.number().int().min(1).max(100).default(20),
        /** Matches behind this place, as an earlier answer gave it in `next`. */
        before: z.string().max(200).optional(),
      }),
    )
    .output(
      z.object({
        matches: z.array(TranscriptMatch),
        /** Where the older matches are, or null when there are none. */
        next: z.string().nullable(),
        /** False when the time for one search ended first, or older transcripts are not indexed yet. */
        complete: z.boolean(),
      }),
    ),
  turn: call
    .meta(agent)
    .route({ method: 'GET', path: '/transcripts/turn', summary: 'One turn, step by step, with its tool calls' })
    .errors(errors('not_found', 'ambiguous', 'forbidden', 'bad_request'))
    .input(z.strictObject({ ...whose, full, turn: z.string().min(1).max(100) }))
    .output(z.object({ source: TranscriptSource, turn: TranscriptTurn, steps: z.array(TranscriptStep) })),
}
