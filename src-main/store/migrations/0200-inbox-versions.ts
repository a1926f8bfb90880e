import type { Migration } from '../migrate.ts'

/** What each version of Claude Code did with its first message by the inbox. */
export const inboxVersions: Migration = {
  number: 200,
  up(db) {
    db.exec(`
      CREATE TABLE inbox_versions (
        version TEXT PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('proved', 'off')),
        evidence TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
