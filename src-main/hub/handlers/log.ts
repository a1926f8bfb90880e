import { HubError } from '#contract/errors.ts'
import type { HubEvent } from '#contract/events.ts'
import type { AuditRow, LogRow } from '#contract/log.ts'
import { matchesLogRow, parseFilter, type Filter } from '#domain/filter.ts'
import { listAudit } from '#store/audit.ts'
import { listDeliveriesForLog, type DeliveryLogRow, type Window } from '#store/delivery-lists.ts'
import { listEventsAfter, listNewestEvents } from '#store/events.ts'
import type { ReadDb } from '#store/handles.ts'
import { toReceipts } from '#store/steps.ts'
import { handle } from './handle.ts'

/** Rows looked at for one answer; a filter that matches little is asked again behind `next`. */
const WINDOW = 5_000
const HISTOGRAM_WINDOW = 20_000

export const list = handle.log.list.handler(({ input, context: { hub } }) => {
  const parsed = parseFilter(input.filter)
  if (parsed.kind === 'bad') {
    throw new HubError('bad_filter', parsed.message, { data: { filter: input.filter, position: parsed.position } })
  }
  const now = hub.clock.now()
  const rows = READERS[input.kind](hub.store.read, { after: input.after, limit: WINDOW })
  const matching = rows.filter(row => matchesLogRow(parsed.filter, row, now))
  const kept = input.after === undefined ? matching.slice(-input.limit) : matching.slice(0, input.limit)
  const isCut = input.after !== undefined && matching.length > kept.length
  const seen = isCut ? kept.at(-1) : rows.at(-1)
  return {
    rows: kept,
    hints: [...parsed.hints],
    next: seen?.number ?? input.after ?? 0,
    end: !isCut && rows.length < WINDOW,
  }
})

/** Rows over time, from the oldest to the newest of those looked at. */
export const histogram = handle.log.histogram.handler(({ input, context: { hub } }) => {
  const filter = readFilter(input.filter)
  const now = hub.clock.now()
  const rows = READERS[input.kind](hub.store.read, { after: undefined, limit: HISTOGRAM_WINDOW })
  const moments = rows.filter(row => matchesLogRow(filter, row, now)).map(row => Date.parse(row.at))
  const [first] = moments
  if (first === undefined) return { buckets: [], total: 0 }
  const length = Math.max(1_000, Math.ceil((now - first + 1) / input.buckets))
  const counts = Array.from({ length: input.buckets }, () => 0)
  for (const moment of moments) {
    const place = Math.min(input.buckets - 1, Math.max(0, Math.floor((moment - first) / length)))
    counts[place] = (counts[place] ?? 0) + 1
  }
  const buckets = counts.map((count, place) => ({ at: new Date(first + place * length).toISOString(), count }))
  return { buckets, total: moments.length }
})

function readFilter(text: string): Filter {
  const parsed = parseFilter(text)
  if (parsed.kind === 'filter') return parsed.filter
  throw new HubError('bad_filter', parsed.message, { data: { filter: text, position: parsed.position } })
}

const READERS: Readonly<Record<'events' | 'deliveries' | 'audit', (db: ReadDb, window: Window) => readonly LogRow[]>> =
  {
    events: (db, { after, limit }) =>
      (after === undefined ? listNewestEvents(db, limit) : listEventsAfter(db, after, limit)).map(eventRow),
    deliveries: (db, window) => deliveryRows(db, listDeliveriesForLog(db, window)),
    audit: (db, window) => listAudit(db, window).map(auditRow),
  }

function eventRow(event: HubEvent): LogRow {
  const base = { number: event.number, at: event.at, type: event.type, data: event.data }
  switch (event.type) {
    case 'delivery.changed': {
      const { to, state, reason, steps } = event.data
      return { ...base, by: 'hub', to: to.name, status: state, text: steps.at(-1)?.evidence ?? reason ?? '' }
    }
    case 'message.accepted':
      return { ...base, by: event.data.from.name, to: '', status: 'accepted', text: event.data.body.slice(0, 200) }
    case 'session.appeared':
    case 'session.changed':
    case 'session.ended':
      return { ...base, by: 'hub', to: event.data.name, status: event.data.state, text: event.data.evidence.text }
    case 'capabilities.changed': {
      const reached = event.data.terminals.filter(({ connected }) => connected).map(({ kind }) => kind)
      return { ...base, by: 'hub', to: '', status: '', text: `terminals: ${reached.join(', ') || 'none'}` }
    }
    case 'group.changed':
    case 'group.removed':
      return { ...base, by: 'owner', to: `@${event.data.name}`, status: '', text: '' }
    case 'template.changed':
    case 'template.removed':
      return { ...base, by: 'owner', to: '', status: '', text: event.data.name }
    case 'settings.changed':
      return { ...base, by: 'owner', to: '', status: '', text: 'settings' }
    case 'need.opened':
      return { ...base, by: event.data.session.name, to: 'owner', status: 'open', text: event.data.summary }
    case 'need.closed':
      return { ...base, by: event.data.session.name, to: 'owner', status: event.data.outcome, text: '' }
    case 'script.changed': {
      const { name, state, done, starts } = event.data
      return { ...base, by: 'owner', to: name, status: state, text: `${done} of ${starts} done` }
    }
    case 'operation.changed':
      return { ...base, by: event.data.by.name, to: '', status: event.data.state, text: event.data.name }
    case 'schedule.changed':
      return { ...base, by: 'hub', to: event.data.name, status: event.data.state, text: event.data.sentence }
    case 'schedule.removed':
      return { ...base, by: 'owner', to: event.data.name, status: 'removed', text: '' }
    case 'schedule.run_changed':
      return { ...base, by: 'hub', to: '', status: event.data.state, text: event.data.detail }
    case 'rule.changed': {
      const { name, isOn, problem, copies } = event.data
      const text = problem === '' ? `rule, ${copies} copies` : `rule: ${problem}`
      return { ...base, by: 'hub', to: name, status: isOn ? 'on' : 'off', text }
    }
    case 'rule.removed':
      return { ...base, by: 'owner', to: event.data.name, status: 'removed', text: 'rule' }
    case 'away.changed':
      return { ...base, by: 'owner', to: '', status: 'back', text: event.data.lines.map(({ text }) => text).join('. ') }
    case 'attention.changed': {
      const { levels, snoozes } = event.data
      return { ...base, by: 'owner', to: '', status: '', text: `${levels.length} levels, ${snoozes.length} snoozed` }
    }
    case 'quiet.changed': {
      const { who, from, to, zone } = event.data
      return { ...base, by: 'owner', to: who, status: '', text: `quiet hours ${from} to ${to} ${zone}` }
    }
    case 'quiet.removed':
      return { ...base, by: 'owner', to: event.data.who, status: 'removed', text: 'quiet hours' }
    case 'limit.changed': {
      const { session, words, continuesAt } = event.data
      return { ...base, by: session.name, to: '', status: continuesAt === null ? 'stopped' : 'planned', text: words }
    }
    case 'limit.ended':
      return { ...base, by: event.data.name, to: '', status: 'over', text: 'usage limit' }
    case 'loop.parked':
      return { ...base, by: 'hub', to: event.data.root, status: 'parked', text: event.data.reason }
    case 'hub.started':
      return {
        ...base,
        by: 'hub',
        to: '',
        status: 'started',
        text: `version ${event.data.version}, process ${event.data.pid}`,
      }
  }
}

function deliveryRows(db: ReadDb, rows: readonly DeliveryLogRow[]): readonly LogRow[] {
  const receipts = toReceipts(
    db,
    rows.map(row => row.delivery),
  )
  return rows.map(({ delivery, from, body }, place) => ({
    number: delivery.sequence,
    at: new Date(delivery.createdAt).toISOString(),
    type: 'delivery',
    by: from.name,
    to: delivery.name,
    status: delivery.state,
    text: body.slice(0, 200),
    data: receipts[place],
  }))
}

function auditRow(row: AuditRow): LogRow {
  const { number, at, who, door, what, target, result } = row
  return { number, at, type: `audit.${door}`, by: who, to: target, status: result, text: what, data: row }
}
