import type { Migration } from '../migrate.ts'

/** `who` is an address or `@group`; `key` an address or the id of a request. */
export const attention: Migration = {
  number: 601,
  up(db) {
    db.exec(`
      CREATE TABLE notice_levels (
        who TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        level TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE snoozes (
        key TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        until INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
