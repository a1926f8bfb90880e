import type { Snooze } from '#contract/attention.ts'
import type { HubEvent } from '#contract/events.ts'
import type { Session } from '#contract/session.ts'
import { plainText } from './plain-text.ts'

/** What the tray, the Dock badge and notifications know of a session. */
export type Watched = Pick<Session, 'address' | 'name' | 'state' | 'detail'>

/** The sessions as the shell knows them, by address. */
export type Attention = ReadonlyMap<string, Watched>

/** A session that began to need the person, or ended its work. */
export interface Call {
  readonly session: Watched
  readonly why: 'blocked' | 'error' | 'done'
}

export function watchSessions(sessions: readonly Session[]): Attention {
  return new Map(sessions.map(session => [session.address, pick(session)]))
}

/** Takes one event in. The same map comes back when nothing in it concerns the shell. */
export function takeEvent(attention: Attention, event: HubEvent): Attention {
  switch (event.type) {
    case 'session.appeared':
    case 'session.changed':
      return new Map(attention).set(event.data.address, pick(event.data))
    case 'session.ended': {
      const next = new Map(attention)
      next.delete(event.data.address)
      return next
    }
    default:
      return attention
  }
}

/**
 * What to tell the person after one event: only a change into such a state, seen by us, with a session known before.
 * Whatever was there when we began is counted, not announced.
 */
export function findCall(before: Attention, event: HubEvent): Call | undefined {
  if (event.type !== 'session.changed') return undefined
  const session = pick(event.data)
  const { state } = session
  const known = before.get(session.address)
  if (known === undefined || (known.state === state && known.detail === session.detail)) return undefined
  return state === 'blocked' || state === 'error' || state === 'done' ? { session, why: state } : undefined
}

/** Sessions that need the person: the number on the Dock and beside the menu bar item. */
export function listNeedy(attention: Attention): readonly Watched[] {
  return [...attention.values()].filter(({ state }) => state === 'blocked' || state === 'error')
}

/** Without those that the person does not want to see for now. */
export function withoutSnoozed(attention: Attention, snoozes: readonly Snooze[]): Attention {
  const hidden = new Set(snoozes.filter(({ kind }) => kind === 'session').map(({ key }) => key))
  return hidden.size === 0 ? attention : new Map([...attention].filter(([address]) => !hidden.has(address)))
}

function pick({ address, name, state, detail }: Session): Watched {
  return { address, name: plainText(name), state, detail: plainText(detail) }
}
