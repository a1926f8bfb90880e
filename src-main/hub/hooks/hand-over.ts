import type { HookTold } from '#contract/hook.ts'
import { isHeldForQuiet, waitsForAll, waitsToBeFetched } from '#domain/delivery.ts'
import { planHandOver, type WaitingMessage } from '#domain/hand-over.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import { markRead } from '#store/mailbox.ts'
import { findMessage } from '#store/messages.ts'
import type { DeliveryRow } from '#store/rows.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'
import type { HookedSession } from './hooked-sessions.ts'

/** A delivery that a hook may take along, with its message. */
export interface Fetchable {
  readonly row: DeliveryRow
  readonly message: WaitingMessage
}

/** What a session may fetch now: what waits for it in its mailbox or for its hooks, oldest first. */
export function listFetchable(hub: Hub, { address, announced }: HookedSession): readonly Fetchable[] {
  const now = hub.clock.now()
  return listActiveForAddress(hub.store.read, address)
    .filter(row => waitsToBeFetched(row) && row.expiresAt > now)
    .filter(row => !announced.has(row.messageId) && !isHeldForQuiet(row) && !waitsForAll(row))
    .flatMap(row => {
      const message = findMessage(hub.store.read, row.messageId)
      if (message === undefined) return []
      const { id, from, kind, body, at, options } = message
      return [{ row, message: { id, from, kind, body, at, wantsAnswer: options.wantsAnswer ?? false } }]
    })
}

/**
 * Text with as many of these messages as fit, to be written as part of one answer. What waits for hooks is noted as
 * being sent before the first byte; only once the answer was written completely does anything count as delivered.
 */
export async function handOver(
  hub: Hub,
  session: HookedSession,
  event: HookTold,
  fetchable: readonly Fetchable[],
  isWritten: () => Promise<boolean>,
): Promise<string | undefined> {
  const plan = session.isHandingOver ? undefined : planHandOver(fetchable.map(({ message }) => message))
  if (plan === undefined) return undefined
  session.isHandingOver = true
  const rows = fetchable.map(({ row }) => row).filter(row => plan.handed.includes(row.messageId))
  const sent = rows.filter(row => row.lane === 'hook')
  const isNoted = await noteSending(hub, event, sent).catch(error => {
    session.isHandingOver = false
    throw error
  })
  if (!isNoted) {
    session.isHandingOver = false
    return undefined
  }
  for (const id of plan.announced) session.announced.add(id)
  void isWritten()
    .then(isWhole => settle(hub, session, event, rows, isWhole))
    .catch(hub.onBug)
    .finally(() => {
      session.isHandingOver = false
      hub.outbox.wake(session.address)
    })
  return plan.text
}

/** Thrown out of the transaction: one of them was withdrawn or read meanwhile. */
class Moved extends Error {}

/** False, with nothing noted, when one of them is not waiting any more: the next hook looks again. */
async function noteSending(hub: Hub, event: HookTold, rows: readonly DeliveryRow[]): Promise<boolean> {
  if (rows.length === 0) return true
  const known = { source: 'hook' as const, evidence: `the ${event} hook of its session asked` }
  try {
    await hub.store.write(
      tx => {
        for (const { id, state } of rows) {
          if (state === 'held') changeDelivery(hub.changes, tx, id, { kind: 'queue' }, known)
          if (changeDelivery(hub.changes, tx, id, { kind: 'send' }, known) === undefined) throw new Moved()
        }
      },
      { essential: true },
    )
    return true
  } catch (error) {
    if (error instanceof Moved) return false
    throw error
  }
}

/** A broken connection proves that the hook printed nothing: it prints whole answers only. */
function settle(
  hub: Hub,
  { address }: HookedSession,
  event: HookTold,
  rows: readonly DeliveryRow[],
  isWhole: boolean,
): Promise<void> {
  const evidence = isWhole
    ? `handed over in the answer to the ${event} hook of its session, which was written completely`
    : `the ${event} hook went away before the answer was written`
  const known = { source: 'hook' as const, evidence }
  return hub.store.write(
    tx => {
      for (const { id, messageId, lane } of rows) {
        if (isWhole) {
          markRead(tx, messageId, address, hub.clock.now())
          changeDelivery(hub.changes, tx, id, { kind: 'confirm' }, known)
        } else if (lane === 'hook') {
          changeDelivery(hub.changes, tx, id, { kind: 'refuse', reason: 'awaits_hook' }, known)
        }
      }
    },
    { essential: true },
  )
}
