import { MESSAGE_COLUMNS, readMessage, type StoredMessage } from './messages.ts'
import type { ReadDb } from './handles.ts'
import type { MessageRow } from './rows.ts'

/** How far back unanswered questions are looked for among the deliveries of one address. */
const LOOKED_AT = 200

/**
 * Questions that have reached the session at this address and wait for an answer, oldest first. Only those it is proved
 * to have in front of it: a screen that shows a text does not say which turn takes it up.
 */
export function listOpenAsks(db: ReadDb, address: string): readonly MessageRow[] {
  return db
    .prepare(
      `SELECT ${MESSAGE_COLUMNS}
         FROM (SELECT id, message_id, state FROM deliveries WHERE address = ? ORDER BY created_at DESC LIMIT ${LOOKED_AT}) d
         JOIN messages m ON m.id = d.message_id
        WHERE d.state = 'confirmed' AND json_extract(m.options, '$.wantsAnswer') = 1
          AND EXISTS (SELECT 1 FROM steps s
                       WHERE s.delivery_id = d.id AND s.state = 'confirmed' AND s.source IN ('hook', 'transcript', 'reader'))
        ORDER BY m.sequence`,
    )
    .all(address)
    .map(row => readMessage(row as StoredMessage))
}

/** Whether a question has reached the session at this address and waits for an answer, proved well or not. */
export function hasUnansweredAsk(db: ReadDb, address: string): boolean {
  const row = db
    .prepare(
      `SELECT 1
         FROM (SELECT message_id, state FROM deliveries WHERE address = ? ORDER BY created_at DESC LIMIT ${LOOKED_AT}) d
         JOIN messages m ON m.id = d.message_id
        WHERE d.state = 'confirmed' AND json_extract(m.options, '$.wantsAnswer') = 1
        LIMIT 1`,
    )
    .get(address)
  return row !== undefined
}

/** The first message that answers this one. */
export function findAnswer(db: ReadDb, messageId: string): MessageRow | undefined {
  const row = db
    .prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.reply_to = ? ORDER BY m.sequence LIMIT 1`)
    .get(messageId)
  return row === undefined ? undefined : readMessage(row as StoredMessage)
}
