import { HubError } from '#contract/errors.ts'
import type { DeliveryRow } from '#store/rows.ts'
import type { Sender, SendResult } from '#contract/message.ts'
import type { DeliveryEvent } from '#domain/delivery.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import { findMessage } from '#store/messages.ts'
import { acceptMessage, receiptsOf } from '../accept.ts'
import { noteDeed } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'
import { oneSession } from '../one-session.ts'
import { handle } from './handle.ts'

export const send = handle.messages.send.handler(({ input, context: { hub, caller } }) =>
  acceptMessage(hub, input, caller),
)

export const plan = handle.messages.plan.handler(async ({ input, context: { hub, caller } }) => ({
  deliveries: [...(await hub.planner.preview(input, caller.sender, hub.newId()))],
}))

export const receipts = handle.messages.receipts.handler(({ input, context: { hub } }) =>
  receiptsOf(hub, input.messageId),
)

export const retry = handle.messages.retry.handler(({ input, context: { hub, caller } }) =>
  changeSome(hub, caller, input.messageId, input.target, { kind: 'retry' }, row => ({
    dueAt: hub.clock.now(),
    expiresAt: Math.max(row.expiresAt, hub.clock.now() + hub.settings.current.expiresInSeconds * 1_000),
    identity: hub.roster.find(row.address)?.identity ?? null,
    evidence: `${caller.sender.name} asked for another attempt`,
  })),
)

export const cancel = handle.messages.cancel.handler(({ input, context: { hub, caller } }) => {
  const message = findMessage(hub.store.read, input.messageId)
  if (caller.power === 'agent' && message !== undefined && !isBySame(message.from, caller.sender)) {
    throw new HubError('forbidden', 'An agent may only withdraw what it sent itself', { data: { power: 'owner' } })
  }
  return changeSome(hub, caller, input.messageId, input.target, { kind: 'cancel' }, () => ({
    evidence: `${caller.sender.name} withdrew it before anything was typed`,
  }))
})

/** Two agents that the hub cannot place are not the same, and neither is the owner, who has no address either. */
function isBySame(from: Sender, sender: Sender): boolean {
  return from.kind === sender.kind && from.address !== null && from.address === sender.address
}

/** Applies one event to every delivery of a message it can apply to; `too_late` when there is none. */
async function changeSome(
  hub: Hub,
  caller: Caller,
  messageId: string,
  target: string | undefined,
  event: DeliveryEvent & { kind: 'retry' | 'cancel' },
  know: (row: DeliveryRow) => { evidence: string } & Partial<Pick<DeliveryRow, 'dueAt' | 'expiresAt' | 'identity'>>,
): Promise<SendResult> {
  const all = receiptsOf(hub, messageId)
  const address = target === undefined ? undefined : findAddress(hub, all, target)
  const source = caller.sender.kind === 'owner' ? ('person' as const) : ('hub' as const)
  const changed = await hub.store.write(
    tx => {
      const rows = listDeliveriesByMessage(tx, messageId).filter(
        row => address === undefined || row.address === address,
      )
      const moved = rows.filter(
        row => changeDelivery(hub.changes, tx, row.id, event, { source, ...know(row) }) !== undefined,
      )
      noteDeed(hub, tx, caller, {
        what: `${event.kind} ${messageId}`,
        target: rows.map(row => row.name).join(' '),
        result: `${moved.length} of ${rows.length}`,
      })
      return moved
    },
    { essential: true },
  )
  if (changed.length === 0) throw tooLate(event.kind, all)
  for (const row of changed) hub.outbox.wake(row.address)
  return receiptsOf(hub, messageId)
}

/** A target of this message; its session may have closed meanwhile, so its own receipts are asked first. */
function findAddress(hub: Hub, all: SendResult, target: string): string {
  const own = all.deliveries.filter(({ to }) => to.address === target || to.name === target)
  return own.length === 1 && own[0] !== undefined ? own[0].to.address : oneSession(hub, target).address
}

function tooLate(what: 'retry' | 'cancel', { deliveries }: SendResult): HubError {
  const states = [...new Set(deliveries.map(delivery => delivery.state))]
  const hint =
    what === 'cancel'
      ? 'Only what has not been typed yet can be withdrawn.'
      : 'Only what failed, expired, was skipped, cancelled or is uncertain can be tried again.'
  return new HubError('too_late', `Nothing to ${what}: every delivery is ${states.join(' or ')}`, {
    hint,
    data: { state: states },
  })
}
