import type { Migration } from '../migrate.ts'

/** Append-only: the triggers stop our own mistakes, the chain of hashes shows anybody else's hand. */
export const audit: Migration = {
  number: 70,
  up(db) {
    db.exec(`
      CREATE TABLE audit (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        door TEXT NOT NULL,
        what TEXT NOT NULL,
        target TEXT NOT NULL,
        result TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
      CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
    `)
  },
}
