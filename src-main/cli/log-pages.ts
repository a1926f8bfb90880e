import type { HubClient, Inputs, LogRow } from '#client/calls.ts'

export type LogKind = NonNullable<Inputs['log']['list']['kind']>

export const LOG_KINDS = ['events', 'deliveries', 'audit'] as const satisfies readonly LogKind[]

export interface LogQuery {
  readonly filter: string
  readonly kind: LogKind
}

/** Rows per call: enough to be quick, few enough that neither side holds much. */
const PAGE = 1_000

/** Every row behind `after` that the query means, oldest first, a page at a time; returns where it stopped. */
export async function* logPages(
  client: HubClient,
  query: LogQuery,
  after: number,
): AsyncGenerator<readonly LogRow[], number> {
  let next = after
  for (;;) {
    const page = await client.log.list({ ...query, after: next, limit: PAGE })
    yield page.rows
    // A page that does not move on would be asked for again for ever.
    const isStuck = page.next <= next
    next = Math.max(next, page.next)
    if (page.end || isStuck) return next
  }
}
