import { useMemo } from 'react'
import type { Delivery } from '#contract/delivery.ts'
import type { Session } from '#contract/session.ts'
import { useAttention } from '../../stores/attention.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import type { Need } from '#contract/need.ts'
import { useNeeds } from '../../stores/needs.ts'
import { useSessions } from '../../stores/sessions.ts'
import { hideSnoozed } from './hide-snoozed.ts'
import { usePutAside } from './put-aside.ts'

/** What waits for the person: what agents ask, blocked sessions and errors, and receipts that only they can decide on. */
export interface NeedsYou {
  readonly needs: readonly Need[]
  readonly sessions: readonly Session[]
  readonly receipts: readonly Delivery[]
}

/** Newest first. */
export function useNeedsYou(): NeedsYou {
  const sessionsById = useSessions(state => state.byId)
  const deliveriesById = useDeliveries(state => state.byId)
  const needsById = useNeeds(state => state.byId)
  const aside = usePutAside(state => state.ids)
  const snoozes = useAttention(state => state.snoozes)
  return useMemo(() => {
    const needs = newestFirst(Object.values(needsById))
    const sessions = findWaitingSessions(Object.values(sessionsById), needs)
    return {
      ...hideSnoozed({ needs, sessions }, snoozes),
      receipts: findOpenReceipts(Object.values(deliveriesById), new Set(aside)),
    }
  }, [needsById, sessionsById, deliveriesById, aside, snoozes])
}

export function useNeedsYouCount(): number {
  const { needs, sessions, receipts } = useNeedsYou()
  return needs.length + sessions.length + receipts.length
}

/** A session that asks something which can be answered here stands there with its request, and not a second time. */
export function findWaitingSessions(sessions: readonly Session[], needs: readonly Need[] = []): readonly Session[] {
  const asking = new Set(needs.map(({ session }) => session.address))
  return sessions
    .filter(({ address, state }) => state === 'error' || (state === 'blocked' && !asking.has(address)))
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

export function newestFirst(needs: readonly Need[]): readonly Need[] {
  return needs.toSorted((a, b) => b.at.localeCompare(a.at))
}

/** Requests that ask the very same stand together, in the order of the newest of them. */
export function groupSame(needs: readonly Need[]): readonly (readonly [Need, ...Need[]])[] {
  const groups = Map.groupBy(needs, ({ sameAs }) => sameAs)
  return [...groups.values()].filter((group): group is [Need, ...Need[]] => group.length > 0)
}
