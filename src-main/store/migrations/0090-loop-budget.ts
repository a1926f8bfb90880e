import type { Migration } from '../migrate.ts'

/** Which trees of messages were parked, and from when on they count again. The counts themselves are asked of messages. */
export const loopBudget: Migration = {
  number: 90,
  up(db) {
    db.exec(`
      CREATE TABLE loop_roots (
        root TEXT PRIMARY KEY,
        parked_at INTEGER,
        reason TEXT,
        reset_at INTEGER
      ) STRICT;
      CREATE INDEX loop_roots_parked ON loop_roots (parked_at) WHERE parked_at IS NOT NULL;
    `)
  },
}
