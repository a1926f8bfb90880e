import type { HubEvent } from '#contract/events.ts'
import type { AwayFacts } from '#domain/away-lines.ts'
import { listNewestEvents } from '#store/events.ts'
import { listMailbox } from '#store/mailbox.ts'
import type { Hub } from '../hub.ts'
import { OWNER_MAILBOX } from '../owner-mailbox.ts'

/** The newest events that are looked at: what is older than these is not told. */
const LOOKED_AT = 5_000
const MAIL = 200

/** What happened since a moment (ms since 1970), and what needs the owner now. */
export function awayFacts(hub: Hub, since: number): AwayFacts {
  const events = listNewestEvents(hub.store.read, LOOKED_AT).filter(({ at }) => Date.parse(at) > since)
  const reader = { key: OWNER_MAILBOX, addresses: [OWNER_MAILBOX] }
  const mail = listMailbox(hub.store.read, reader, { unreadOnly: true, limit: MAIL })
    .map(({ message }) => message)
    .filter(({ at, from }) => at > since && from.kind === 'agent')
  const from = (kind: 'task' | 'note') => mail.filter(message => message.kind === kind).map(one => one.from.name)
  return {
    finished: events.flatMap(finished),
    failed: events.flatMap(failed),
    needs_you: needing(hub),
    asked: from('task'),
    waits: from('note'),
  }
}

function needing(hub: Hub): readonly string[] {
  const sessions = hub.roster.sessions().filter(({ state }) => state === 'blocked' || state === 'error')
  return [...hub.hooks.needs.list().map(({ need }) => need.session.name), ...sessions.map(({ name }) => name)]
}

function finished(event: HubEvent): readonly string[] {
  if (event.type === 'session.changed' && event.data.state === 'done') return [event.data.name]
  return event.type === 'operation.changed' && event.data.state === 'gathered' ? [event.data.name] : []
}

/** What ended badly, by the name of the target, the operation or the schedule. */
function failed(event: HubEvent): readonly string[] {
  switch (event.type) {
    case 'delivery.changed': {
      const { state, to } = event.data
      return state === 'failed' || state === 'uncertain' || state === 'expired' ? [`a message to ${to.name}`] : []
    }
    case 'operation.changed':
      return event.data.state === 'incomplete' ? [event.data.name] : []
    case 'schedule.run_changed':
      return event.data.state === 'failed' ? ['a scheduled run'] : []
    default:
      return []
  }
}
