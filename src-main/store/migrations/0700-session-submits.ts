import type { Migration } from '../migrate.ts'

/** How Return is pressed in a session, where a person has chosen it. Events that are kept tell of it as later ones do. */
export const sessionSubmits: Migration = {
  number: 700,
  up(db) {
    db.exec(`
      CREATE TABLE session_submits (
        address TEXT PRIMARY KEY,
        submit TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      UPDATE events SET data = json_set(data, '$.submit', json('{"way":"auto","from":"usual"}'))
        WHERE type IN ('session.appeared', 'session.changed', 'session.ended');
    `)
  },
}
