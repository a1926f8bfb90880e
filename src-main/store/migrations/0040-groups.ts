import type { Migration } from '../migrate.ts'

/** The table is not called `groups`, which is a keyword of SQL. */
export const groups: Migration = {
  number: 40,
  up(db) {
    db.exec(`
      CREATE TABLE target_groups (
        name TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        filter TEXT,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE group_members (
        place INTEGER PRIMARY KEY,
        group_name TEXT NOT NULL REFERENCES target_groups (name) ON DELETE CASCADE,
        member TEXT NOT NULL,
        UNIQUE (group_name, member)
      ) STRICT;
    `)
  },
}
