import type { HubEvent } from '#contract/events.ts'
import type { ScheduleEvent, ScheduleWhen } from '#contract/schedule.ts'
import type { Session, SessionState } from '#contract/session.ts'
import { matchesSession, parseFilter } from '#domain/filter.ts'
import { isCopy } from '#domain/rule.ts'
import { listTags } from '#domain/tags.ts'
import { findRunOfMessage } from '#store/schedule-runs.ts'
import { listSchedules, type ScheduleRow } from '#store/schedules.ts'
import type { Hub } from './hub.ts'

type EventWhen = Extract<ScheduleWhen, { kind: 'event' }>

/** Something that schedules may wait for. */
interface Happening {
  readonly on: ScheduleEvent
  readonly session: Session | undefined
  readonly tags: readonly string[]
  /** What happened, for the history of a run. */
  readonly detail: string
}

/** A schedule that an event concerns. */
export interface Triggered {
  readonly scheduleId: string
  readonly detail: string
}

const ON_STATE: Partial<Record<SessionState, ScheduleEvent>> = {
  idle: 'session.idle',
  done: 'session.done',
  blocked: 'session.blocked',
}

/** Tells which schedules an event fires. Remembers what every session did last: only a change of state is one. */
export class Triggers {
  readonly #hub: Hub
  readonly #states = new Map<string, SessionState>()
  #waiting: readonly (ScheduleRow & { readonly when: EventWhen })[] = []

  constructor(hub: Hub) {
    this.#hub = hub
    for (const { address, state } of hub.roster.sessions()) this.#states.set(address, state)
    this.reload()
  }

  /** Reads anew which schedules wait for an event. */
  reload(): void {
    this.#waiting = listSchedules(this.#hub.store.read)
      .filter(({ state }) => state === 'active')
      .flatMap(row => (row.when.kind === 'event' ? [{ ...row, when: row.when }] : []))
  }

  take(event: HubEvent): readonly Triggered[] {
    const happening = this.#happeningOf(event)
    if (happening === undefined) return []
    return this.#waiting
      .filter(({ when }) => this.#concerns(when, happening))
      .map(({ id }) => ({ scheduleId: id, detail: happening.detail }))
  }

  #happeningOf(event: HubEvent): Happening | undefined {
    switch (event.type) {
      case 'hub.started':
        return { on: 'hub.started', session: undefined, tags: [], detail: 'the hub started' }
      case 'session.appeared':
      case 'session.changed':
        return this.#changeOf(event.data)
      case 'session.ended':
        this.#states.delete(event.data.address)
        return undefined
      case 'message.accepted':
        return this.#messageOf(event.data)
      default:
        return undefined
    }
  }

  #changeOf(session: Session): Happening | undefined {
    const before = this.#states.get(session.address)
    this.#states.set(session.address, session.state)
    const on = ON_STATE[session.state]
    if (before === undefined || before === session.state || on === undefined) return undefined
    return { on, session, tags: [], detail: `${session.name} became ${session.state}` }
  }

  /** What a schedule says fires no schedule, nor does the copy of a rule: the original fired it. */
  #messageOf({ id, body, from }: Extract<HubEvent, { type: 'message.accepted' }>['data']): Happening | undefined {
    if (isCopy(from)) return undefined
    const tags = listTags(body)
    if (tags.length === 0 || findRunOfMessage(this.#hub.store.read, id) !== undefined) return undefined
    const session = from.address === null ? undefined : this.#hub.roster.find(from.address)?.session
    return { on: 'message.tagged', session, tags, detail: `message ${id} from ${from.name}` }
  }

  #concerns({ on, filter, tag }: EventWhen, happening: Happening): boolean {
    if (on !== happening.on || (tag !== undefined && !happening.tags.includes(tag))) return false
    if (filter === undefined) return true
    const parsed = parseFilter(filter)
    const { session } = happening
    return (
      session !== undefined && parsed.kind === 'filter' && matchesSession(parsed.filter, session, this.#hub.world())
    )
  }
}
