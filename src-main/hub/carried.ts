import type { Sender } from '#contract/message.ts'
import type { Carried } from '#lanes/lane.ts'
import type { ReadDb } from '#store/handles.ts'
import { findMessage } from '#store/messages.ts'
import type { DeliveryRow } from '#store/rows.ts'

/** Stands in for the sender of a message that cannot be read; it has no address to be answered at. */
const NOBODY: Sender = { kind: 'hub', name: 'unknown', address: null }

/** A delivery as a lane takes it into its hands. */
export function carriedOf(db: ReadDb, row: DeliveryRow): Carried {
  const message = findMessage(db, row.messageId)
  const options = message?.options
  return {
    id: row.id,
    messageId: row.messageId,
    from: message?.from ?? NOBODY,
    address: row.address,
    text: row.text,
    facts: row,
    identity: row.identity,
    intent: row.intent,
    submit: row.submit,
    confirmed: options?.confirmed ?? false,
    asCommand: options?.asCommand ?? false,
  }
}
