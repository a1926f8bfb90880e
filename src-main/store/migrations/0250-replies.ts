import type { Migration } from '../migrate.ts'

/** Finds the answer to a question without reading every message. */
export const replies: Migration = {
  number: 250,
  up(db) {
    db.exec('CREATE INDEX messages_by_reply_to ON messages (reply_to) WHERE reply_to IS NOT NULL')
  },
}
