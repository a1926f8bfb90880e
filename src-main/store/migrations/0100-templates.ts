import type { Migration } from '../migrate.ts'

export const templates: Migration = {
  number: 100,
  up(db) {
    db.exec(`
      CREATE TABLE templates (
        name TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        used_at INTEGER,
        updated_at INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
