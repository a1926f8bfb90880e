import type { Migration } from '../migrate.ts'

/** `times` is JSON: days, from, to, zone. */
export const quietHours: Migration = {
  number: 600,
  up(db) {
    db.exec(`
      CREATE TABLE quiet_hours (
        who TEXT PRIMARY KEY,
        times TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX deliveries_quiet ON deliveries (sequence) WHERE state = 'held' AND reason = 'quiet_hours';
    `)
  },
}
