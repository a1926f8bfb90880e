import { HubError } from '#contract/errors.ts'
import { isSamePlace, type Place } from '#domain/place.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import {
  findInMailbox,
  listMailbox,
  markAcked,
  markRead,
  toInboxMessage,
  type MailboxRow,
  type Reader,
} from '#store/mailbox.ts'
import { noteDeed } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'
import { isOwner, OWNER_MAILBOX } from '../owner-mailbox.ts'
import { oneSession } from './sessions.ts'
import { handle } from './handle.ts'

/** A mailbox, and whether it is the caller's own: only its owner's reading proves that a message arrived. */
interface OpenMailbox {
  readonly reader: Reader
  readonly isOwn: boolean
}

export const list = handle.inbox.list.handler(({ input, context: { hub, caller } }) => {
  const { reader } = openMailbox(hub, caller, input.reader)
  const rows = listMailbox(hub.store.read, reader, { unreadOnly: !input.all, limit: input.limit })
  return { messages: rows.map(toInboxMessage) }
})

export const read = handle.inbox.read.handler(({ input, context: { hub, caller } }) =>
  readMessage(hub, caller, input.messageId, input.reader),
)

export const ack = handle.inbox.ack.handler(async ({ input, context: { hub, caller } }) => {
  const { reader, isOwn } = openMailbox(hub, caller, input.reader)
  const row = getMessage(hub, reader, input.messageId)
  if (!isOwn) {
    throw new HubError('forbidden', 'Only its recipient acknowledges a message', {
      hint: 'comms read shows it without changing anything.',
      data: { power: 'agent' },
    })
  }
  await hub.store.write(
    tx => {
      if (markAcked(tx, row.message.id, reader.key, hub.clock.now())) noteReading(hub, tx, caller, row, 'ack')
      prove(hub, tx, row, reader, 'acknowledged')
    },
    { essential: true },
  )
  return { ok: true as const }
})

/** A person who looks into an agent's mailbox leaves it as it was. */
export async function readMessage(hub: Hub, caller: Caller, id: string, asked: string | undefined) {
  const { reader, isOwn } = openMailbox(hub, caller, asked)
  const row = getMessage(hub, reader, id)
  if (!isOwn) return toInboxMessage(row)
  const at = hub.clock.now()
  await hub.store.write(
    tx => {
      if (markRead(tx, row.message.id, reader.key, at)) noteReading(hub, tx, caller, row, 'read')
      prove(hub, tx, row, reader, 'read')
    },
    { essential: true },
  )
  return toInboxMessage({ ...row, readAt: row.readAt ?? at })
}

/** An agent opens its own mailbox and no other; a person any, their own by default. */
export function openMailbox(hub: Hub, caller: Caller, asked: string | undefined): OpenMailbox {
  if (caller.power === 'agent') return { reader: readerAt(hub, ownAddress(hub, caller, asked)), isOwn: true }
  const address = asked === undefined || isOwner(asked) ? OWNER_MAILBOX : oneSession(hub, asked).address
  return { reader: readerAt(hub, address), isOwn: address === OWNER_MAILBOX }
}

function ownAddress(hub: Hub, caller: Caller, asked: string | undefined): string {
  const { address } = caller.sender
  if (address === null) {
    throw new HubError('forbidden', 'The hub does not see the session this was called from', {
      hint: 'Call it inside a tmux pane or another session that comms ls shows.',
      data: { power: 'agent' },
    })
  }
  if (asked !== undefined && (isOwner(asked) || oneSession(hub, asked).address !== address)) {
    throw new HubError('forbidden', 'An agent reads its own mailbox only', {
      hint: 'Leave the reader out.',
      data: { power: 'owner' },
    })
  }
  return address
}

function readerAt(hub: Hub, address: string): Reader {
  return { key: address, addresses: [address], place: hub.roster.find(address)?.identity ?? undefined }
}

/** By the whole id, its beginning, or the short id a doorbell names (its end). */
export function getMessage(hub: Hub, reader: Reader, id: string): MailboxRow {
  const match = findInMailbox(hub.store.read, reader, id)
  if (match.kind === 'one') return match.row
  if (match.kind === 'many') {
    throw new HubError('ambiguous', `"${id}" means ${match.ids.length} messages or more`, {
      hint: `Use a whole id: ${match.ids.join(', ')}`,
      data: { name: id, candidates: [...match.ids] },
    })
  }
  throw new HubError('not_found', `There is no message ${id} in this mailbox`, {
    hint: 'comms inbox --all lists it.',
    data: { what: 'message', name: id },
  })
}

function noteReading(hub: Hub, tx: WriteTx, caller: Caller, { message }: MailboxRow, how: string): void {
  noteDeed(hub, tx, caller, { what: `${how} ${message.id}`, target: message.from.name, result: 'done' })
}

function isElsewhere(then: Place | null, now: Place | undefined): boolean {
  return then !== null && now !== undefined && !isSamePlace(then, now)
}

/** Reading is the proof that it arrived, whatever lane announced it. */
function prove(hub: Hub, tx: WriteTx, row: MailboxRow, reader: Reader, how: string): void {
  for (const delivery of listDeliveriesByMessage(tx, row.message.id)) {
    if (!reader.addresses.includes(delivery.address) || isElsewhere(delivery.identity, reader.place)) continue
    changeDelivery(
      hub.changes,
      tx,
      delivery.id,
      { kind: 'confirm' },
      { source: 'reader', evidence: `the recipient ${how} it` },
    )
  }
}
