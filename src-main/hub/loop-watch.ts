import { HubError } from '#contract/errors.ts'
import type { Sender, SendRequest } from '#contract/message.ts'
import { findLoop, LOOP_LIMITS, LOOP_WINDOWS } from '#domain/loop-guard.ts'
import { listRecentForAddress } from '#store/delivery-lists.ts'
import type { WriteTx } from '#store/handles.ts'
import { countForLoopGuard, findLatestFromAgents, parkRoot } from '#store/loop-budget.ts'
import { findMessage, type NewMessage } from '#store/messages.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'

interface Place {
  readonly root: string
  readonly hops: number
}

/** The guard's word, thrown out of the transaction so that nothing of the message stays. */
class Loop extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

/**
 * Which tree a message belongs to. An agent's words follow the message they answer, or the last one it was sent, so that
 * a loop is counted whether or not its members say that they answer; a person starts a tree of their own, and who was
 * spoken to by a person last follows that.
 */
export function placeInTree(hub: Hub, request: SendRequest, caller: Caller): Place {
  if (caller.sender.kind === 'owner') return { root: request.messageId, hops: 0 }
  const named = caller.follows ?? request.replyTo
  const before = named === undefined ? undefined : findMessage(hub.store.read, named)
  const followed = before ?? latestTo(hub, caller)
  return followed === undefined
    ? { root: request.messageId, hops: 1 }
    : { root: followed.root, hops: followed.hops + 1 }
}

/**
 * Refuses what has gone round too often. Asked in the transaction that accepts the message: of many sent at once, each
 * one counts those before it.
 */
export function assertNoLoop(
  hub: Hub,
  tx: WriteTx,
  message: NewMessage,
  recipients: readonly { readonly address: string }[],
): void {
  const { from, root, hops } = message
  if (from.kind === 'owner') return
  const counts = countForLoopGuard(tx, {
    root,
    from,
    senderKey: senderKeyOf(from),
    addresses: recipients.map(recipient => recipient.address),
    now: hub.clock.now(),
  })
  // The message itself stands in the transaction already, and is not one of those before it.
  const reason = findLoop({
    from,
    hops,
    counts: { ...counts, underRoot: counts.underRoot - 1, bySender: counts.bySender - 1 },
  })
  if (reason !== undefined) throw new Loop(reason)
}

/** Accepts a message; where the guard refused it, its tree is parked, that is told, and the sender hears why. */
export async function stopLoops<T>(hub: Hub, { root }: NewMessage, accept: () => Promise<T>): Promise<T> {
  try {
    return await accept()
  } catch (error) {
    if (!(error instanceof Loop)) throw error
    const { reason } = error
    await hub.store.write(tx => {
      if (parkRoot(tx, root, hub.clock.now(), reason)) {
        hub.announcer.add(tx, { type: 'loop.parked', data: { root, reason } })
      }
    })
    throw new HubError('loop_blocked', `The loop guard stopped this: ${reason}`, {
      hint: 'Nothing was sent. Only a person speaking starts a new count.',
      data: { root, limit: LOOP_LIMITS },
    })
  }
}

/** Deliveries of one sender to one address keep their order under this key. */
export function senderKeyOf(sender: Sender): string {
  return `${sender.kind}:${sender.address ?? sender.name}`
}

function latestTo(hub: Hub, caller: Caller): Place | undefined {
  const { address } = caller.sender
  if (address === null) return undefined
  const [latest] = listRecentForAddress(hub.store.read, address, 1)
  const message = latest && findMessage(hub.store.read, latest.messageId)
  if (message?.from.kind === 'owner') return message
  return findLatestFromAgents(hub.store.read, address, hub.clock.now() - LOOP_WINDOWS.root)
}
