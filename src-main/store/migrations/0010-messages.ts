import type { Migration } from '../migrate.ts'

/**
 * `sequence` is the order of acceptance; `id` comes from the sender and is the idempotency key. Only what agents say is
 * counted by the loop guard, so a person's message costs no index but its own.
 */
export const messages: Migration = {
  number: 10,
  up(db) {
    db.exec(`
      CREATE TABLE messages (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        sender_kind TEXT NOT NULL,
        sender_name TEXT NOT NULL,
        sender_address TEXT,
        conversation TEXT,
        body TEXT NOT NULL,
        kind TEXT NOT NULL,
        at INTEGER NOT NULL,
        reply_to TEXT,
        no_reply INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        root TEXT NOT NULL,
        hops INTEGER NOT NULL,
        options TEXT NOT NULL,
        content_hash TEXT NOT NULL
      ) STRICT;
      CREATE INDEX messages_by_agent ON messages (sender_name, at) WHERE sender_kind = 'agent';
      CREATE INDEX messages_by_root ON messages (root, at) WHERE sender_kind = 'agent';
    `)
  },
}
