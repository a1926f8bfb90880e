import { digestText } from '#domain/quiet-digest.ts'
import type { WriteTx } from '#store/handles.ts'
import { findMessage } from '#store/messages.ts'
import { listHeldForQuiet } from '#store/quiet-hours.ts'
import type { DeliveryRow } from '#store/rows.ts'
import { acceptMessage } from '../accept.ts'
import type { Caller } from '../caller.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'
import { OWNER_MAILBOX } from '../owner-mailbox.ts'
import { quietAround } from './quiet-around.ts'

/** No wait is longer than this, in milliseconds: a machine that slept is noticed in time. */
const LONGEST_WAIT = 30_000

/** The hub itself, summing up what waited. */
const HUB: Caller = { power: 'owner', sender: { kind: 'hub', name: 'hub', address: null }, door: 'hub.sock' }

/** Lets go what quiet hours held when they are over, were changed, or hold for nobody there any more. */
export interface QuietKeeper extends Disposable {
  start(): Promise<void>
}

export function keepQuietHours(hub: Hub): QuietKeeper {
  let timer: Disposable | undefined
  let work = Promise.resolve()
  const events = hub.announcer.subscribe(event => {
    const isOurs = event.type === 'quiet.changed' || event.type === 'quiet.removed'
    if (isOurs || (event.type === 'delivery.changed' && event.data.reason === 'quiet_hours')) void look()
  })

  /** One after the other, so that the same notes are summed up once. */
  function look(): Promise<void> {
    work = work
      .then(() => settle(hub))
      .catch(hub.onBug)
      .then(plan)
    return work
  }

  /** While nothing waits nobody looks. */
  function plan(): void {
    timer?.[Symbol.dispose]()
    timer = undefined
    const held = listHeldForQuiet(hub.store.read)
    if (held.length === 0) return
    const now = hub.clock.now()
    const quiet = quietNow(hub)
    const first = Math.min(...held.map(({ address }) => quiet(address)?.until ?? now))
    timer = hub.clock.after(Math.min(LONGEST_WAIT, Math.max(first - now, 1)), () => void look())
  }

  return {
    start: look,
    [Symbol.dispose]() {
      events[Symbol.dispose]()
      timer?.[Symbol.dispose]()
    },
  }
}

async function settle(hub: Hub): Promise<void> {
  const quiet = quietNow(hub)
  const free = listHeldForQuiet(hub.store.read).filter(({ address }) => quiet(address) === undefined)
  if (free.length === 0) return
  await sumUp(
    hub,
    free.filter(({ address }) => address === OWNER_MAILBOX),
  )
  await hub.store.write(tx => {
    for (const row of free) release(hub, tx, row)
  })
  for (const address of new Set(free.map(row => row.address))) hub.outbox.wake(address)
}

/** What lies in a mailbox is moved by its reader from then on, everything else by its lane. */
function release(hub: Hub, tx: WriteTx, { id, lane, expiresAt }: DeliveryRow): void {
  const dueAt = lane === 'mailbox' ? expiresAt : hub.clock.now()
  changeDelivery(hub.changes, tx, id, { kind: 'queue' }, { source: 'hub', evidence: 'no quiet hours any more', dueAt })
}

/** One note in place of many. The id of the last of them: told twice after a crash, it is still one message. */
async function sumUp(hub: Hub, rows: readonly DeliveryRow[]): Promise<void> {
  const last = rows.at(-1)
  if (last === undefined || rows.length < 2) return
  const senders = rows.map(({ messageId }) => findMessage(hub.store.read, messageId)?.from.name ?? 'unknown')
  const request = {
    ...{ messageId: last.id, to: [OWNER_MAILBOX], body: digestText(senders), kind: 'note' as const },
    ...{ noReply: true, wantsAnswer: false, confirmed: false, isTemplate: false, asCommand: false },
  }
  await acceptMessage(hub, request, HUB)
}

function quietNow(hub: Hub): ReturnType<typeof quietAround> {
  return quietAround(hub.store.read, hub.clock.now(), () => hub.world())
}
