import { HubError } from '#contract/errors.ts'
import type { Sender, SendRequest } from '#contract/message.ts'
import { findLoop, LOOP_LIMITS, LOOP_WINDOWS } from '#domain/loop-guard.ts'
import { countForLoopGuard, findLatestFromAgents, parkRoot } from '#store/loop-budget.ts'
import { findMessage, type NewMessage } from '#store/messages.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'
import type { Recipient } from './plan.ts'

/**
 * Which tree a message belongs to. An agent's words follow the message they answer, or the last one another agent sent
 * it, so that a loop is counted whether or not its members say that they answer; a person starts a tree of their own.
 */
export function placeInTree(hub: Hub, request: SendRequest, caller: Caller): { root: string; hops: number } {
  if (caller.sender.kind === 'owner') return { root: request.messageId, hops: 0 }
  const before = request.replyTo === undefined ? undefined : findMessage(hub.store.read, request.replyTo)
  const followed = before ?? latestTo(hub, caller)
  return followed === undefined
    ? { root: request.messageId, hops: 1 }
    : { root: followed.root, hops: followed.hops + 1 }
}

/** Stops what has gone round too often: parks the tree, tells it, and refuses. */
export function guardLoop(hub: Hub, message: NewMessage, recipients: readonly Recipient[], caller: Caller): void {
  const { sender } = caller
  if (sender.kind === 'owner') return
  const now = hub.clock.now()
  const counts = countForLoopGuard(hub.store.read, {
    root: message.root,
    from: sender,
    senderKey: senderKeyOf(sender),
    addresses: recipients.map(recipient => recipient.address),
    now,
  })
  const reason = findLoop({ from: sender, hops: message.hops, counts })
  if (reason === undefined) return
  void hub.store
    .write(tx => {
      if (parkRoot(tx, message.root, now, reason)) {
        hub.announcer.add(tx, { type: 'loop.parked', data: { root: message.root, reason } })
      }
    })
    .catch(hub.onBug)
  throw new HubError('loop_blocked', `The loop guard stopped this: ${reason}`, {
    hint: 'Nothing was sent. Only a person speaking starts a new count.',
    data: { root: message.root, limit: LOOP_LIMITS },
  })
}

/** Deliveries of one sender to one address keep their order under this key. */
export function senderKeyOf(sender: Sender): string {
  return `${sender.kind}:${sender.address ?? sender.name}`
}

function latestTo(hub: Hub, caller: Caller) {
  const { address } = caller.sender
  if (address === null) return undefined
  return findLatestFromAgents(hub.store.read, address, hub.clock.now() - LOOP_WINDOWS.root)
}
