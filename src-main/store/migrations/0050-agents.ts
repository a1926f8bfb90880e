import type { Migration } from '../migrate.ts'

/** One agent to a name, and one agent to a session. */
export const agents: Migration = {
  number: 50,
  up(db) {
    db.exec(`
      CREATE TABLE agents (
        name TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        address TEXT UNIQUE,
        first_seen INTEGER NOT NULL,
        last_seen INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
