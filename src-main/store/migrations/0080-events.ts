import type { Migration } from '../migrate.ts'

/** AUTOINCREMENT, so that a number is never given twice, even after the newest events were pruned. */
export const events: Migration = {
  number: 80,
  up(db) {
    db.exec(`
      CREATE TABLE events (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        type TEXT NOT NULL,
        data TEXT NOT NULL
      ) STRICT;
    `)
  },
}
