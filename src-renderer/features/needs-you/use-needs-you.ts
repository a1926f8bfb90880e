import { useMemo } from 'react'
import type { Delivery } from '#contract/delivery.ts'
import type { Session } from '#contract/session.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import { useSessions } from '../../stores/sessions.ts'
import { usePutAside } from './put-aside.ts'

/** What waits for the person: blocked sessions and errors, and receipts that only they can decide on. */
export interface NeedsYou {
  readonly sessions: readonly Session[]
  readonly receipts: readonly Delivery[]
}

/** Newest first. */
export function useNeedsYou(): NeedsYou {
  const sessionsById = useSessions(state => state.byId)
  const deliveriesById = useDeliveries(state => state.byId)
  const aside = usePutAside(state => state.ids)
  return useMemo(
    () => ({
      sessions: findWaitingSessions(Object.values(sessionsById)),
      receipts: findOpenReceipts(Object.values(deliveriesById), new Set(aside)),
    }),
    [sessionsById, deliveriesById, aside],
  )
}

export function useNeedsYouCount(): number {
  const { sessions, receipts } = useNeedsYou()
  return sessions.length + receipts.length
}

export function findWaitingSessions(sessions: readonly Session[]): readonly Session[] {
  return sessions
    .filter(({ state }) => state === 'blocked' || state === 'error')
    .toSorted((a, b) => b.evidence.at.localeCompare(a.evidence.at))
}

function findOpenReceipts(deliveries: readonly Delivery[], aside: ReadonlySet<string>): readonly Delivery[] {
  return deliveries
    .filter(({ id, state }) => (state === 'failed' || state === 'uncertain' || state === 'expired') && !aside.has(id))
    .toSorted((a, b) => lastAt(b).localeCompare(lastAt(a)))
}

/** Sessions that ask the same thing stand together: same program, state, detail and words. */
export function groupIdentical(sessions: readonly Session[]): readonly (readonly [Session, ...Session[]])[] {
  const groups = new Map<string, [Session, ...Session[]]>()
  for (const session of sessions) {
    const key = JSON.stringify([session.kind, session.state, session.detail, session.evidence.text])
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [session])
    else known.push(session)
  }
  return [...groups.values()]
}

function lastAt({ steps }: Delivery): string {
  return steps.at(-1)?.at ?? ''
}
