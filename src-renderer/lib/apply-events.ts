import type { HubEvent } from '#contract/events.ts'
import type { Session } from '#contract/session.ts'
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
import { useScriptNews } from '../stores/script-runs.ts'
import { useSessions, type Sessions } from '../stores/sessions.ts'
import { useTemplates } from '../stores/templates.ts'
import { addDeliveries, type DeliveryNews } from './add-deliveries.ts'
import { applyToSchedules } from './apply-schedules.ts'

/** Applies a batch of events, in order, with one change to each store it concerns. */
export function applyEvents(events: readonly HubEvent[]): void {
  const sessions = applyToSessions(useSessions.getState(), events)
  if (sessions !== useSessions.getState()) useSessions.setState(sessions)
  const deliveries = addDeliveries(useDeliveries.getState(), events.flatMap(findDeliveryNews))
  if (deliveries !== useDeliveries.getState()) useDeliveries.setState(deliveries)
  for (const event of events) applyToTheRest(event)
}

/** One copy for the whole batch: a storm over many sessions would copy all of them for each event. */
function applyToSessions(state: Sessions, events: readonly HubEvent[]): Sessions {
  const byId: Record<string, Session> = { ...state.byId }
  let isChanged = false
  for (const event of events) {
    if (event.type === 'session.ended') delete byId[event.data.address]
    else if (event.type === 'session.appeared' || event.type === 'session.changed')
      byId[event.data.address] = event.data
    else continue
    isChanged = true
  }
  return isChanged ? { ...state, byId } : state
}

function findDeliveryNews(event: HubEvent): readonly DeliveryNews[] {
  if (event.type === 'delivery.changed') return [{ delivery: event.data }]
  if (event.type !== 'message.accepted') return []
  const { id, from, at, body } = event.data
  return [{ message: { id, from: from.name, at, body } }]
}

function applyToTheRest(event: HubEvent): void {
  switch (event.type) {
    case 'group.changed':
      useGroups.setState(state => ({ byName: { ...state.byName, [event.data.name]: event.data } }))
      return
    case 'group.removed':
      useGroups.setState(state => ({ byName: without(state.byName, event.data.name) }))
      return
    case 'template.changed':
      useTemplates.setState(state => ({ byName: { ...state.byName, [event.data.name]: event.data } }))
      return
    case 'template.removed':
      useTemplates.setState(state => ({ byName: without(state.byName, event.data.name) }))
      return
    case 'script.changed':
      useScriptNews.setState(state => ({ byRun: { ...state.byRun, [event.data.runId]: event.data } }))
      return
    case 'operation.changed':
      useOperations.setState(state => ({ byId: { ...state.byId, [event.data.id]: event.data } }))
      return
    case 'settings.changed':
      useHubFacts.setState({ settings: event.data })
      return
    case 'attention.changed':
      useAttention.setState(event.data)
      return
    case 'rule.changed':
      useRules.setState(state => ({ byName: { ...state.byName, [event.data.name]: event.data } }))
      return
    case 'rule.removed':
      useRules.setState(state => ({ byName: without(state.byName, event.data.name) }))
      return
    case 'away.changed':
      useAway.setState({ away: event.data })
      return
    case 'quiet.changed':
      useQuiet.setState(state => ({ byWho: { ...state.byWho, [event.data.who]: event.data } }))
      return
    case 'quiet.removed':
      useQuiet.setState(state => ({ byWho: without(state.byWho, event.data.who) }))
      return
    case 'limit.changed':
      useLimits.setState(state => ({ byAddress: { ...state.byAddress, [event.data.session.address]: event.data } }))
      return
    case 'limit.ended':
      useLimits.setState(state => ({ byAddress: without(state.byAddress, event.data.address) }))
      return
    case 'need.opened':
      useNeeds.setState(state => ({ byId: { ...state.byId, [event.data.id]: event.data } }))
      return
    case 'need.closed':
      useNeeds.setState(state => ({ byId: without(state.byId, event.data.id) }))
      return
    case 'capabilities.changed':
      useHubFacts.setState({ capabilities: event.data })
      return
    case 'hub.started':
      // What was open is in nobody's hands any more: the terminals' own dialogs are.
      useNeeds.setState({ byId: {} })
      useConnection.setState({ pid: event.data.pid, version: event.data.version })
      return
    default:
      applyToSchedules(event)
  }
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  const { [name]: _removed, ...rest } = record
  return rest
}
