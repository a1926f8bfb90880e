import type { TempHub } from './temp-hub.ts'

/** Everything that would show that somebody got something done. */
export async function stateOfHub(hub: TempHub) {
  const [status, audit, settings, templates, groups, runs] = await Promise.all([
    hub.client.hub.status(),
    hub.client.log.list({ kind: 'audit', limit: 1_000 }),
    hub.client.settings.get(),
    hub.client.templates.list(),
    hub.client.groups.list(),
    hub.client.scripts.runs({}),
  ])
  const { pid, lastEvent, queue } = status
  return { pid, lastEvent, queue, audit: audit.rows.length, settings, templates, groups, runs, bugs: await hub.bugs() }
}
