import type { InboxMessage } from '#contract/mailbox.ts'
import type { Place } from '#domain/place.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import {
  BY_SHORT_ID,
  LISTED_CANDIDATES,
  MESSAGE_COLUMNS,
  readMessage,
  shortIdValues,
  type StoredMessage,
} from './messages.ts'
import type { MessageRow } from './rows.ts'
import { toTimestamp } from './time.ts'

/** Whose mailbox: what was sent to any of these addresses. `key` is what reading is remembered under. */
export interface Reader {
  readonly key: string
  readonly addresses: readonly string[]
  /** Where the reader lives now: what was sent to another place that had the address before is not theirs. */
  readonly place?: Place | undefined
}

/** A message in a mailbox, with what this reader did about it (ms since 1970, or null). */
export interface MailboxRow {
  readonly message: MessageRow
  readonly readAt: number | null
  readonly ackedAt: number | null
}

/** What a shortened id stands for in one mailbox. */
export type MailboxMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly row: MailboxRow }
  | { readonly kind: 'many'; readonly ids: readonly string[] }

/** A delivery that ended so was never meant to be read, or no longer is; one that waits for the others not yet. */
const IN_MAILBOX = `d.state NOT IN ('skipped', 'failed', 'expired', 'cancelled') AND d.reason IS NOT 'waiting_for_all'`

/** As `isSamePlace` says. */
const HERE = `(json_extract(d.identity, '$.serverPid') IS NULL OR EXISTS (
  SELECT 1 FROM (SELECT ? AS place)
   WHERE place IS NULL
      OR (json_extract(d.identity, '$.serverPid') = json_extract(place, '$.serverPid')
          AND json_extract(d.identity, '$.serverStartedAt') = json_extract(place, '$.serverStartedAt'))
      OR (json_extract(d.identity, '$.tty') = json_extract(place, '$.tty')
          AND json_extract(d.identity, '$.rootPid') = json_extract(place, '$.rootPid'))))`

const FOR_READER = `
  d.address IN (SELECT value FROM json_each(?)) AND ${IN_MAILBOX} AND ${HERE}`

const ROWS = rowsOf(FOR_READER)

/** What quiet hours hold is found by whoever looks for all there is, and is nothing new before their end. */
const NEW_ROWS = rowsOf(`${FOR_READER} AND NOT (d.state = 'held' AND d.reason IS 'quiet_hours')`)

/**
 * What lies in a mailbox, oldest first. Of too many unread messages the oldest are listed, so that none waits for ever;
 * of all messages, the newest.
 */
export function listMailbox(
  db: ReadDb,
  reader: Reader,
  options: { readonly unreadOnly: boolean; readonly limit: number },
): readonly MailboxRow[] {
  const values = [...valuesOf(reader), options.limit]
  if (options.unreadOnly) {
    return db
      .prepare(`${NEW_ROWS} AND r.read_at IS NULL ORDER BY m.sequence LIMIT ?`)
      .all(...values)
      .map(readMailboxRow)
  }
  return db
    .prepare(`${ROWS} ORDER BY m.sequence DESC LIMIT ?`)
    .all(...values)
    .map(readMailboxRow)
    .reverse()
}

/** The message a short id stands for among those that lie in this mailbox. */
export function findInMailbox(db: ReadDb, reader: Reader, short: string): MailboxMatch {
  const values = shortIdValues(short)
  if (values === undefined) return { kind: 'none' }
  const [first, ...others] = db
    .prepare(`${ROWS} AND ${BY_SHORT_ID} ORDER BY m.id LIMIT ?`)
    .all(...valuesOf(reader), ...values, LISTED_CANDIDATES)
    .map(readMailboxRow)
  if (first === undefined) return { kind: 'none' }
  if (others.length === 0) return { kind: 'one', row: first }
  return { kind: 'many', ids: [first, ...others].map(row => row.message.id) }
}

/** Notes the first reading. False when it was read before; the first moment stays. */
export function markRead(tx: WriteTx, messageId: string, reader: string, at: number): boolean {
  const { changes } = tx
    .prepare(
      `INSERT INTO mailbox_reads (message_id, reader, read_at) VALUES (?, ?, ?)
       ON CONFLICT (message_id, reader) DO UPDATE SET read_at = excluded.read_at WHERE read_at IS NULL`,
    )
    .run(messageId, reader, at)
  return changes === 1
}

/** Notes the first acknowledgement, which counts as reading too. False when it was acknowledged before. */
export function markAcked(tx: WriteTx, messageId: string, reader: string, at: number): boolean {
  markRead(tx, messageId, reader, at)
  const { changes } = tx
    .prepare('UPDATE mailbox_reads SET acked_at = ? WHERE message_id = ? AND reader = ? AND acked_at IS NULL')
    .run(at, messageId, reader)
  return changes === 1
}

export function toInboxMessage({ message, readAt }: MailboxRow): InboxMessage {
  return {
    id: message.id,
    from: message.from.name,
    conversation: message.conversation,
    body: message.body,
    kind: message.kind,
    at: toTimestamp(message.at),
    replyTo: message.replyTo,
    readAt: readAt === null ? null : toTimestamp(readAt),
  }
}

function valuesOf({ key, addresses, place }: Reader): readonly [key: string, addresses: string, place: string | null] {
  return [key, JSON.stringify(addresses), place === undefined ? null : JSON.stringify(place)]
}

function rowsOf(deliveries: string): string {
  return `
    SELECT ${MESSAGE_COLUMNS}, r.read_at AS readAt, r.acked_at AS ackedAt
      FROM messages m
      LEFT JOIN mailbox_reads r ON r.message_id = m.id AND r.reader = ?
     WHERE m.id IN (SELECT d.message_id FROM deliveries d WHERE ${deliveries})`
}

function readMailboxRow(row: unknown): MailboxRow {
  const { readAt, ackedAt, ...message } = row as StoredMessage & Pick<MailboxRow, 'readAt' | 'ackedAt'>
  return { message: readMessage(message), readAt, ackedAt }
}
