import type { Delivery } from '#contract/delivery.ts'
import type { LogRow } from '#contract/log.ts'
import { useAttention } from '../stores/attention.ts'
import { useAway } from '../stores/away.ts'
import { useConnection } from '../stores/connection.ts'
import { useDeliveries } from '../stores/deliveries.ts'
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
import { addDeliveries, type DeliveryNews } from './add-deliveries.ts'
import type { HubState } from './read-state.ts'

/** Puts the state of the hub on the page, in place of what is there. */
export function showState(state: HubState): void {
  useSessions.setState({ byId: indexBy(state.sessions, session => session.address), isLoaded: true })
  useGroups.setState({ byName: indexBy(state.groups, group => group.name) })
  useTemplates.setState({ byName: indexBy(state.templates, template => template.name) })
  useNeeds.setState({ byId: indexBy(state.needs, need => need.id) })
  useAttention.setState(state.attention)
  useAway.setState(state.away)
  useRules.setState({ byName: indexBy(state.rules, rule => rule.name) })
  useLimits.setState({ byAddress: indexBy(state.limits, limit => limit.session.address) })
  useQuiet.setState({ byWho: indexBy(state.quiet, hours => hours.who) })
  useSchedules.setState({ byId: indexBy(state.schedules, schedule => schedule.id) })
  useOperations.setState({ byId: indexBy(state.operations, operation => operation.id), isLoaded: true })
  useHubFacts.setState({ capabilities: state.capabilities, settings: state.settings })
  useDeliveries.setState(addDeliveries(useDeliveries.getInitialState(), state.receipts.map(readNews)))
  useConnection.setState({ version: state.status.version, pid: state.status.pid })
}

function readNews(row: LogRow): DeliveryNews {
  const delivery = row.data as Delivery
  return { delivery, message: { id: delivery.messageId, from: row.by, at: row.at, body: row.text } }
}

function indexBy<T>(items: readonly T[], key: (item: T) => string): Record<string, T> {
  return Object.fromEntries(items.map(item => [key(item), item]))
}
