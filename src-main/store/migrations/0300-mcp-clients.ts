import type { Migration } from '../migrate.ts'

/** Only the SHA-256 of a token is kept, in hexadecimal: who reads the database cannot come in with it. */
export const mcpClients: Migration = {
  number: 300,
  up(db) {
    db.exec(`
      CREATE TABLE mcp_clients (
        name TEXT PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
        used_at INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
