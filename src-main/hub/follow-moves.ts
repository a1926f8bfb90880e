import type { Address } from '#contract/address.ts'
import { addressOfJob } from '#domain/background.ts'
import type { ClaudeSession } from '#domain/ports.ts'
import { isWaiting } from '#domain/delivery.ts'
import { findDelivery } from '#store/deliveries.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import { listSessionIdsAt, moveDeliveries } from '#store/move-deliveries.ts'
import type { Store } from '#store/open-store.ts'
import { appendStep, toReceipts } from '#store/steps.ts'
import type { ClaudeBook } from './claude-sessions.ts'
import type { ChangeParts } from './change-delivery.ts'
import type { Roster, RosterEntry } from './roster.ts'

interface FollowMovesParts extends ChangeParts {
  readonly store: Store
  readonly roster: Pick<Roster, 'find'>
  readonly sessions: Pick<ClaudeBook, 'listMoved' | 'conversationOf'>
  wake(address: Address): void
  onBug(error: unknown): void
}

/**
 * Takes along what belongs to a conversation that moved from its terminal to the background: what waits for it, what it
 * was sent and has read. Nothing that was meant for another conversation in that terminal.
 *
 * @returns to be called whenever sessions of Claude Code have changed, or one was looked at
 */
export function followMoves(parts: FollowMovesParts): () => void {
  const { store, roster, sessions } = parts
  const followed = new Set<string>()
  return () => {
    for (const session of sessions.listMoved()) {
      const to = session.movedToJob === null ? undefined : roster.find(addressOfJob(session.movedToJob))
      if (session.address === null || to === undefined || to.identity === null) continue
      const key = `${session.pid} ${session.movedToJob}`
      const left = listActiveForAddress(store.read, session.address)
      if (followed.has(key) && !left.some(({ state, lane }) => isWaiting(state) && lane !== 'terminal')) continue
      followed.add(key)
      void follow(parts, session, session.address, to).catch(parts.onBug)
    }
  }
}

async function follow(
  parts: FollowMovesParts,
  { conversation, sessionId }: ClaudeSession,
  from: Address,
  { session: { address: to, name, agent }, identity }: RosterEntry,
): Promise<void> {
  const { store, sessions, announcer } = parts
  const sessionIds = listSessionIdsAt(store.read, from).filter(id => sessions.conversationOf(id) === conversation)
  if (identity === null || sessionIds.length === 0) return
  const evidence = `its conversation moved to the background: ${to}`
  await store.write(
    tx => {
      const move = { from, to, name: agent ?? name, identity: { ...identity, sessionId }, sessionIds }
      for (const id of moveDeliveries(tx, move)) {
        const row = findDelivery(tx, id)
        if (row === undefined) continue
        const { state, reason } = row
        appendStep(tx, id, { state, at: new Date(parts.now()).toISOString(), source: 'hub', evidence, reason })
        for (const data of toReceipts(tx, [row])) announcer.add(tx, { type: 'delivery.changed', data })
      }
    },
    { essential: true },
  )
  parts.wake(to)
}
