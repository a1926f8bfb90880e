import type { Sender } from '#contract/message.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import type { MessageRow } from './rows.ts'

export type NewMessage = Omit<MessageRow, 'sequence'>

/** `repeated` carries what was accepted the first time, `conflict` what stands in the way. Neither wrote anything. */
export type InsertOutcome =
  | { readonly kind: 'inserted' }
  | { readonly kind: 'repeated' | 'conflict'; readonly message: MessageRow }

/** The columns of a message, for a query that names the table `m`. */
export const MESSAGE_COLUMNS = `
  m.sequence, m.id, m.sender_kind, m.sender_name, m.sender_address, m.conversation, m.body, m.kind, m.at,
  m.reply_to AS replyTo, m.no_reply, m.expires_at AS expiresAt, m.root, m.hops, m.options, m.content_hash AS contentHash`

/** How many ids an ambiguous prefix lists. */
export const LISTED_CANDIDATES = 10

/** Keeps a message once. The same id with the same content is the same message, asked again. */
export function insertMessage(tx: WriteTx, message: NewMessage): InsertOutcome {
  const { changes } = tx
    .prepare(
      `INSERT INTO messages (id, sender_kind, sender_name, sender_address, conversation, body, kind, at, reply_to,
                             no_reply, expires_at, root, hops, options, content_hash, deliveries_after)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
               (SELECT COALESCE(MAX(sequence), 0) FROM deliveries))
       ON CONFLICT (id) DO NOTHING`,
    )
    .run(...values(message))
  if (changes === 1) return { kind: 'inserted' }
  const known = findMessage(tx, message.id) as MessageRow
  return { kind: known.contentHash === message.contentHash ? 'repeated' : 'conflict', message: known }
}

export function findMessage(db: ReadDb, id: string): MessageRow | undefined {
  const row = db.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.id = ?`).get(id)
  return row === undefined ? undefined : readMessage(row as StoredMessage)
}

export function hasMessage(db: ReadDb, id: string): boolean {
  return db.prepare('SELECT 1 FROM messages WHERE id = ?').get(id) !== undefined
}

/** Matches an id against its whole, its start, or its last 8 digits; takes the values of `shortIdValues`. */
export const BY_SHORT_ID = `((m.id >= ? AND m.id < ?) OR substr(m.id, -8) = ?)`

/** Undefined when the text can be no part of an id. */
export function shortIdValues(short: string): readonly [start: string, end: string, tail: string] | undefined {
  const digits = short.toLowerCase()
  return /^[0-9a-f-]{4,36}$/.test(digits) ? [digits, `${digits}g`, digits] : undefined
}

/** A row of `MESSAGE_COLUMNS`, as SQLite gives it. */
export interface StoredMessage extends Omit<MessageRow, 'from' | 'noReply' | 'options'> {
  readonly sender_kind: Sender['kind']
  readonly sender_name: string
  readonly sender_address: string | null
  readonly no_reply: number
  readonly options: string
}

export function readMessage(stored: StoredMessage): MessageRow {
  const { sender_kind, sender_name, sender_address, no_reply, options, ...same } = stored
  return {
    ...same,
    from: { kind: sender_kind, name: sender_name, address: sender_address },
    noReply: no_reply === 1,
    options: JSON.parse(options) as MessageRow['options'],
  }
}

function values(message: NewMessage) {
  const { from } = message
  return [
    message.id,
    from.kind,
    from.name,
    from.address,
    message.conversation,
    message.body,
    message.kind,
    message.at,
    message.replyTo,
    message.noReply ? 1 : 0,
    message.expiresAt,
    message.root,
    message.hops,
    JSON.stringify(message.options),
    message.contentHash,
  ]
}
