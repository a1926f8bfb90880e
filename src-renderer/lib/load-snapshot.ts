import type { Delivery } from '#contract/delivery.ts'
import { useAttention } from '../stores/attention.ts'
import { useAway } from '../stores/away.ts'
import { useConnection } from '../stores/connection.ts'
import { useDeliveries, type KnownMessage } from '../stores/deliveries.ts'
import { useGroups } from '../stores/groups.ts'
import { useHubFacts } from '../stores/hub-facts.ts'
import { useLimits } from '../stores/limits.ts'
import { useNeeds } from '../stores/needs.ts'
import { useOperations } from '../stores/operations.ts'
import { useQuiet } from '../stores/quiet.ts'
import { useRules } from '../stores/rules.ts'
import { useSchedules } from '../stores/schedules.ts'
import { useSessions } from '../stores/sessions.ts'
import { useTemplates } from '../stores/templates.ts'
import { addDelivery, EMPTY_DELIVERIES } from './apply-events.ts'
import { getHub } from './hub.ts'

/** Receipts on the page from the start. */
const RECENT = 500

/**
 * Reads the whole state and returns the number of the last event before it: what follows behind that number is applied
 * on top, so that nothing that happens meanwhile is missed.
 */
export async function loadSnapshot(): Promise<number> {
  const hub = getHub()
  const status = await hub.hub.status()
  const [
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
  useSessions.setState({ byId: indexBy(sessions.sessions, session => session.address), isLoaded: true })
  useGroups.setState({ byName: indexBy(groups.groups, group => group.name) })
  useTemplates.setState({ byName: indexBy(templates.templates, template => template.name) })
  useNeeds.setState({ byId: indexBy(needs.needs, need => need.id) })
  useAttention.setState(attention)
  useAway.setState(away)
  useRules.setState({ byName: indexBy(rules.rules, rule => rule.name) })
  useLimits.setState({ byAddress: indexBy(limits.limits, limit => limit.session.address) })
  useQuiet.setState({ byWho: indexBy(quiet.quiet, hours => hours.who) })
  useSchedules.setState({ byId: indexBy(schedules.schedules, schedule => schedule.id) })
  useOperations.setState({ byId: indexBy(operations.operations, operation => operation.id), isLoaded: true })
  useHubFacts.setState({ capabilities, settings })
  useDeliveries.setState(
    log.rows.reduce((state, row) => {
      const delivery = row.data as Delivery
      const message: KnownMessage = { id: delivery.messageId, from: row.by, at: row.at, body: row.text }
      return addDelivery(state, delivery, message)
    }, EMPTY_DELIVERIES),
  )
  useConnection.setState({ version: status.version, pid: status.pid })
  return status.lastEvent
}

function indexBy<T>(items: readonly T[], key: (item: T) => string): Record<string, T> {
  return Object.fromEntries(items.map(item => [key(item), item]))
}
