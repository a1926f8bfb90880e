import type { FoundHub } from '#client/find-hub.ts'
import { followEvents } from '#client/follow-events.ts'
import { pause } from '#client/pause.ts'
import type { LogRow } from '#client/calls.ts'
import type { CommandContext } from './context.ts'
import { logPages, type LogQuery } from './log-pages.ts'

/** How often the audit is looked at, in milliseconds: its rows are the only ones no event announces. */
const AUDIT_LOOK = 2_000

export type ShowRows = (rows: readonly LogRow[]) => Promise<void>

/**
 * Shows rows behind `after` as they come, for ever. Events only say that there is something to ask for: the hub knows
 * which rows the filter means.
 */
export async function followLog(
  context: CommandContext,
  hub: FoundHub,
  query: LogQuery,
  after: number,
  show: ShowRows,
): Promise<never> {
  let last = await showNew(hub, query, after, show)
  for await (const _ of wakeUps(context, hub, query, after)) last = await showNew(hub, query, last, show)
  throw new Error('the stream of events ended by itself')
}

async function* wakeUps(context: CommandContext, hub: FoundHub, query: LogQuery, after: number): AsyncGenerator<void> {
  const { clock } = context
  if (query.kind === 'events' || query.kind === 'deliveries') {
    for await (const _ of followEvents(hub.link, { clock, after })) yield
  }
  for (;;) {
    await pause(clock, AUDIT_LOOK)
    yield
  }
}

async function showNew(hub: FoundHub, query: LogQuery, after: number, show: ShowRows): Promise<number> {
  const pages = logPages(hub.client, query, after)
  for (;;) {
    const page = await pages.next()
    if (page.done === true) return page.value
    await show(page.value)
  }
}
