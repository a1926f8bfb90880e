import { getHub } from './hub.ts'

/** Receipts on the page from the start. */
const RECENT = 500

/** All that the page shows of the hub, as it was at the event `status.lastEvent` or later. */
export type HubState = Awaited<ReturnType<typeof readState>>

/**
 * Reads the whole state. What follows behind `status.lastEvent` is applied on top, so that nothing that happens
 * meanwhile is missed.
 */
export async function readState() {
  const hub = getHub()
  const status = await hub.hub.status()
  const [
    { sessions },
    { groups },
    { templates },
    { schedules },
    { operations },
    capabilities,
    settings,
    { needs },
    { quiet },
    attention,
    away,
    { rules },
    { limits },
    log,
  ] = await Promise.all([
    hub.sessions.list({}),
    hub.groups.list(),
    hub.templates.list(),
    hub.schedules.list(),
    hub.operations.list({}),
    hub.capabilities.get(),
    hub.settings.get(),
    hub.needs.list(),
    hub.quiet.list(),
    hub.attention.get(),
    hub.away.get(),
    hub.rules.list(),
    hub.limits.list(),
    hub.log.list({ kind: 'deliveries', limit: RECENT }),
  ])
  return {
    status,
    sessions,
    groups,
    templates,
    schedules,
    operations,
    capabilities,
    settings,
    needs,
    quiet,
    attention,
    away,
    rules,
    limits,
    receipts: log.rows,
  }
}
