import { HubError } from '#contract/errors.ts'
import { findInMailbox, type MailboxRow, type Reader } from '#store/mailbox.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'
import { oneSession } from './one-session.ts'
import { isOwner, OWNER_MAILBOX } from './owner-mailbox.ts'

/** A mailbox, and whether it is the caller's own: only its owner's reading proves that a message arrived. */
export interface OpenMailbox {
  readonly reader: Reader
  readonly isOwn: boolean
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
