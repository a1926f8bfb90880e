import type { Address } from '#contract/address.ts'
import { addressOfJob } from '#domain/background.ts'
import { isWaiting } from '#domain/delivery.ts'
import type { ClaudeSession } from '#domain/ports.ts'
import { copyAttention, readAttention } from '#store/attention.ts'
import { findDelivery } from '#store/deliveries.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import { listSessionIdsAt, listWaitingSessions, moveDeliveries } from '#store/move-deliveries.ts'
import type { Store } from '#store/open-store.ts'
import { appendStep, toReceipts } from '#store/steps.ts'
import type { ClaudeBook } from './claude-sessions.ts'
import type { ChangeParts } from './change-delivery.ts'
import type { Roster, RosterEntry } from './roster.ts'

interface FollowMovesParts extends ChangeParts {
  readonly store: Store
  readonly roster: Pick<Roster, 'find'>
  readonly sessions: Pick<ClaudeBook, 'listMoved' | 'listJobs' | 'continues' | 'conversationOf'>
  wake(address: Address): void
  onBug(error: unknown): void
}

/** Follows conversations that leave their terminal. */
export interface MoveFollower extends Disposable {
  /** To be called whenever sessions of Claude Code have changed, or one was looked at. */
  look(): void
}

/**
 * Takes along what belongs to a conversation that moved from its terminal to the background: what waits for it, what it
 * was sent and has read, and what its person does not want to be told. Nothing that was meant for another conversation
 * in that terminal.
 */
export function followMoves(parts: FollowMovesParts): MoveFollower {
  const { store, roster, sessions, announcer } = parts
  /** By the terminal that was left: who left it, and where to. */
  const followed = new Map<Address, string>()
  /** Of these, where something was accepted or changed since: nothing is asked of the store while nothing was. */
  const touched = new Set<Address>()
  /** Jobs whose past was looked up. */
  const known = new Set<string>()
  const events = announcer.subscribe(event => {
    if (event.type === 'delivery.changed' && followed.has(event.data.to.address)) touched.add(event.data.to.address)
  })

  function takeAlong(session: ClaudeSession): void {
    const { address, movedToJob, pid } = session
    const to = movedToJob === null ? undefined : roster.find(addressOfJob(movedToJob))
    if (address === null || to === undefined || to.identity === null) return
    const key = `${pid} ${movedToJob}`
    const isNew = followed.get(address) !== key
    if (!isNew && !(touched.delete(address) && hasMail(store, address))) return
    followed.set(address, key)
    if (isNew) void followAttention(parts, address, to).catch(parts.onBug)
    void follow(parts, session, address, to).catch(parts.onBug)
  }

  /** Once for each job: its terminal may have closed before this hub was there, and mail still waits at its address. */
  function adopt(job: string): void {
    const to = roster.find(addressOfJob(job))
    if (known.has(job) || to === undefined || to.identity === null) return
    known.add(job)
    for (const { address, sessionId } of listWaitingSessions(store.read)) {
      if (address === to.session.address || !sessions.continues(sessionId, job)) continue
      const left = { sessionId, conversation: sessions.conversationOf(sessionId) }
      void follow(parts, left, address, to).catch(parts.onBug)
    }
  }

  return {
    look() {
      const moved = sessions.listMoved()
      const jobs = sessions.listJobs()
      keepOnly(followed, new Set(moved.map(({ address }) => address)))
      keepOnly(known, new Set(jobs))
      for (const session of moved) takeAlong(session)
      for (const job of jobs) adopt(job)
    },
    [Symbol.dispose]: () => events[Symbol.dispose](),
  }
}

function keepOnly<Key>(
  known: { keys(): Iterable<Key>; delete(key: Key): boolean },
  alive: ReadonlySet<Key | null>,
): void {
  for (const key of known.keys()) if (!alive.has(key)) known.delete(key)
}

function hasMail({ read }: Store, address: Address): boolean {
  return listActiveForAddress(read, address).some(({ state, lane }) => isWaiting(state) && lane !== 'terminal')
}

async function follow(
  parts: FollowMovesParts,
  { conversation, sessionId }: Pick<ClaudeSession, 'conversation' | 'sessionId'>,
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

/** The terminal keeps what was set for it: it shows the same conversation. */
async function followAttention(
  { store, announcer }: FollowMovesParts,
  from: Address,
  { session: { address: to, name } }: RosterEntry,
): Promise<void> {
  const { levels, snoozes } = readAttention(store.read)
  if (!levels.some(({ who }) => who === from) && !snoozes.some(({ key }) => key === from)) return
  await store.write(tx => {
    if (copyAttention(tx, from, to, name)) announcer.add(tx, { type: 'attention.changed', data: readAttention(tx) })
  })
}
