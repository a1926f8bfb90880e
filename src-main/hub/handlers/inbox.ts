import { HubError } from '#contract/errors.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import { listMailbox, markAcked, markRead, toInboxMessage, type MailboxRow, type Reader } from '#store/mailbox.ts'
import type { Caller } from '../caller.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'
import { OWNER_MAILBOX } from '../owner-mailbox.ts'
import { oneSession } from './sessions.ts'
import { handle } from './handle.ts'

const LOOK_BACK = 1_000

export const list = handle.inbox.list.handler(({ input, context: { hub, caller } }) => {
  const reader = readerFor(hub, caller, input.reader)
  const rows = listMailbox(hub.store.read, reader, { unreadOnly: !input.all, limit: input.limit })
  return { messages: rows.map(toInboxMessage) }
})

export const read = handle.inbox.read.handler(async ({ input, context: { hub, caller } }) => {
  const reader = readerFor(hub, caller, input.reader)
  const row = findMessage(hub, reader, input.messageId)
  const at = hub.clock.now()
  await hub.store.write(
    tx => {
      markRead(tx, row.message.id, reader.key, at)
      prove(hub, tx, row, reader, 'read')
    },
    { essential: true },
  )
  return toInboxMessage({ ...row, readAt: row.readAt ?? at })
})

export const ack = handle.inbox.ack.handler(async ({ input, context: { hub, caller } }) => {
  const reader = readerFor(hub, caller, input.reader)
  const row = findMessage(hub, reader, input.messageId)
  await hub.store.write(
    tx => {
      markAcked(tx, row.message.id, reader.key, hub.clock.now())
      prove(hub, tx, row, reader, 'acknowledged')
    },
    { essential: true },
  )
  return { ok: true as const }
})

/** An agent reads its own mailbox and no other; a person any, their own by default. */
function readerFor(hub: Hub, caller: Caller, asked: string | undefined): Reader {
  if (caller.power === 'agent') {
    const { address } = caller.sender
    if (address === null) {
      throw new HubError('forbidden', 'The hub does not see the session this was called from', {
        hint: 'Call it inside a tmux pane or another session that comms ls shows.',
      })
    }
    if (asked !== undefined && oneSession(hub, asked).address !== address) {
      throw new HubError('forbidden', 'An agent reads its own mailbox only', { data: { power: 'owner' } })
    }
    return readerAt(address)
  }
  return readerAt(asked === undefined || asked === 'owner' ? OWNER_MAILBOX : oneSession(hub, asked).address)
}

function readerAt(address: string): Reader {
  return { key: address, names: [], addresses: [address] }
}

/** By the whole id, its beginning, or the short id a doorbell names (its end). */
function findMessage(hub: Hub, reader: Reader, id: string): MailboxRow {
  const wanted = id.toLowerCase()
  const rows = listMailbox(hub.store.read, reader, { unreadOnly: false, limit: LOOK_BACK })
  const exact = rows.find(row => row.message.id === wanted)
  const near = rows.filter(({ message }) => message.id.startsWith(wanted) || message.id.endsWith(wanted))
  const found = exact ?? (near.length === 1 ? near[0] : undefined)
  if (found !== undefined) return found
  if (near.length > 1) {
    throw new HubError('ambiguous', `"${id}" means ${near.length} messages`, {
      data: { name: id, candidates: near.map(row => row.message.id) },
    })
  }
  throw new HubError('not_found', `There is no message ${id} in this mailbox`, {
    hint: 'comms inbox --all lists it.',
    data: { what: 'message', name: id },
  })
}

/** Reading is the proof that it arrived, whatever lane announced it. */
function prove(hub: Hub, tx: WriteTx, row: MailboxRow, reader: Reader, how: string): void {
  for (const delivery of listDeliveriesByMessage(tx, row.message.id)) {
    if (!reader.addresses.includes(delivery.address)) continue
    changeDelivery(
      hub.changes,
      tx,
      delivery.id,
      { kind: 'confirm' },
      { source: 'reader', evidence: `the recipient ${how} it` },
    )
  }
}
