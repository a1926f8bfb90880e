import type { Migration } from '../migrate.ts'

/**
 * The indexes on live states are partial: what has ended, which is nearly everything, costs the outbox nothing.
 * Every index ends in `sequence` by itself. A query must repeat their condition word for word to be answered from them (`store/delivery-columns.ts`).
 */
export const deliveries: Migration = {
  number: 20,
  up(db) {
    db.exec(`
      CREATE TABLE deliveries (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        message_id TEXT NOT NULL REFERENCES messages (id),
        address TEXT NOT NULL,
        name TEXT NOT NULL,
        sender_key TEXT NOT NULL,
        lane TEXT NOT NULL,
        submit TEXT,
        state TEXT NOT NULL,
        reason TEXT,
        version INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        allowed_attempts INTEGER NOT NULL,
        absences_left INTEGER NOT NULL,
        presses INTEGER NOT NULL,
        text TEXT NOT NULL,
        identity TEXT,
        intent TEXT,
        due_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        crashes INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX deliveries_due ON deliveries (due_at)
        WHERE state IN ('accepted', 'queued', 'held');
      CREATE INDEX deliveries_active ON deliveries (address, sequence, state)
        WHERE state IN ('accepted', 'queued', 'held', 'sending', 'typed', 'submitted');
      CREATE INDEX deliveries_by_message ON deliveries (message_id);
      CREATE INDEX deliveries_by_address ON deliveries (address, created_at);

      CREATE TABLE steps (
        delivery_id TEXT NOT NULL REFERENCES deliveries (id),
        n INTEGER NOT NULL,
        state TEXT NOT NULL,
        at INTEGER NOT NULL,
        source TEXT NOT NULL,
        evidence TEXT NOT NULL,
        reason TEXT,
        PRIMARY KEY (delivery_id, n)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER steps_stay BEFORE UPDATE ON steps
        BEGIN SELECT RAISE(ABORT, 'a step is never changed'); END;
    `)
  },
}
