import type { Migration } from '../migrate.ts'

/** Only the SHA-256 of a token is kept, in hexadecimal: who reads the database cannot come in with it. */
export const webTokens: Migration = {
  number: 110,
  up(db) {
    db.exec(`
      CREATE TABLE web_tokens (
        hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
        created_at INTEGER NOT NULL,
        used_at INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
