import type { Migration } from '../migrate.ts'

/** One for each session; `pid` is the program that it stopped, and `schedule_id` what says `continue` to it. */
export const usageLimits: Migration = {
  number: 610,
  up(db) {
    db.exec(`
      CREATE TABLE usage_limits (
        address TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        pid INTEGER NOT NULL,
        words TEXT NOT NULL,
        source TEXT NOT NULL,
        at INTEGER NOT NULL,
        resets_at INTEGER,
        schedule_id TEXT
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
