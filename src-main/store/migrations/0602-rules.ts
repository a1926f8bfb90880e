import type { Migration } from '../migrate.ts'

/** `draft` is JSON, what a person said of the rule. `since` is the number of the last message before it was switched on. */
export const rules: Migration = {
  number: 602,
  up(db) {
    db.exec(`
      CREATE TABLE rules (
        name TEXT PRIMARY KEY,
        draft TEXT NOT NULL,
        is_on INTEGER NOT NULL DEFAULT 0,
        is_tested INTEGER NOT NULL DEFAULT 0,
        since INTEGER NOT NULL DEFAULT 0,
        copies INTEGER NOT NULL DEFAULT 0,
        last_at INTEGER,
        problem TEXT NOT NULL DEFAULT ''
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
