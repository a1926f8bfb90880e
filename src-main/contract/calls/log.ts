import { z } from 'zod'
import { call, errors } from '../call.ts'
import { Timestamp } from '../ids.ts'
import { LogRow } from '../log.ts'

export const log = {
  histogram: call
    .route({ method: 'GET', path: '/log/histogram', summary: 'How many rows a filter matches, over time' })
    .errors(errors('bad_filter'))
    .input(
      z.strictObject({
        filter: z.string().max(4_000).default(''),
        kind: z.enum(['events', 'deliveries', 'audit']).default('events'),
        buckets: z.coerce.number().int().min(1).max(500).default(60),
      }),
    )
    .output(
      z.object({
        /** Start of each bucket and its count, oldest first; all of the same length. */
        buckets: z.array(z.object({ at: Timestamp, count: z.int() })),
        total: z.int(),
      }),
    ),
  list: call
    .route({ method: 'GET', path: '/log', summary: 'Log rows a filter matches, newest last' })
    .errors(errors('bad_filter'))
    .input(
      z.strictObject({
        filter: z.string().max(4_000).default(''),
        kind: z.enum(['events', 'deliveries', 'audit']).default('events'),
        /** Rows behind this number, oldest first; without it, the newest ones. */
        after: z.coerce.number().int().nonnegative().optional(),
        limit: z.coerce.number().int().min(1).max(5_000).default(200),
      }),
    )
    .output(
      z.object({
        rows: z.array(LogRow),
        hints: z.array(z.string()),
        /** Highest number looked at, whether it matched or not: ask again behind it. */
        next: z.int(),
        /** True when nothing lies behind `next`. */
        end: z.boolean(),
      }),
    ),
}
