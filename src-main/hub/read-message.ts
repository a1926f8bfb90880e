import { isSamePlace, type Place } from '#domain/place.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import { markRead, toInboxMessage, type MailboxRow, type Reader } from '#store/mailbox.ts'
import { noteDeed } from './audit.ts'
import type { Caller } from './caller.ts'
import { changeDelivery } from './change-delivery.ts'
import type { Hub } from './hub.ts'
import { getMessage, openMailbox } from './open-mailbox.ts'

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

/** The audit's row of it. */
export function noteReading(hub: Hub, tx: WriteTx, caller: Caller, { message }: MailboxRow, how: string): void {
  noteDeed(hub, tx, caller, { what: `${how} ${message.id}`, target: message.from.name, result: 'done' })
}

function isElsewhere(then: Place | null, now: Place | undefined): boolean {
  return then !== null && now !== undefined && !isSamePlace(then, now)
}

/** Reading is the proof that it arrived, whatever lane announced it. */
export function prove(hub: Hub, tx: WriteTx, row: MailboxRow, reader: Reader, how: string): void {
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
