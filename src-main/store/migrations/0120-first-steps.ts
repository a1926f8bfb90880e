import type { Migration } from '../migrate.ts'

/**
 * What happened to a delivery before it was first touched is written with it, as a JSON list: two rows fewer for each
 * accepted message. Deliveries from before keep all their steps in their table.
 */
export const firstSteps: Migration = {
  number: 120,
  up(db) {
    db.exec(`
      ALTER TABLE deliveries ADD COLUMN first_steps TEXT NOT NULL DEFAULT '[]';
      CREATE TRIGGER first_steps_stay BEFORE UPDATE OF first_steps ON deliveries
        BEGIN SELECT RAISE(ABORT, 'a step is never changed'); END;
    `)
  },
}
