import type { Migration } from '../migrate.ts'

export const mailboxReads: Migration = {
  number: 30,
  up(db) {
    db.exec(`
      CREATE TABLE mailbox_reads (
        message_id TEXT NOT NULL REFERENCES messages (id),
        reader TEXT NOT NULL,
        read_at INTEGER,
        acked_at INTEGER,
        PRIMARY KEY (message_id, reader)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
