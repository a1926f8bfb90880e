import type { Migration } from '../migrate.ts'

/** `request` is what was asked for, so that a start that a crash cut short is carried out in full. */
export const operations: Migration = {
  number: 500,
  up(db) {
    db.exec(`
      CREATE TABLE operations (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        started_by TEXT NOT NULL,
        state TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        deadline INTEGER NOT NULL,
        ended_at INTEGER,
        quorum INTEGER NOT NULL,
        request TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        is_told INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX operations_running ON operations (deadline) WHERE state = 'running';
      CREATE TABLE operation_parts (
        operation_id TEXT NOT NULL REFERENCES operations (id),
        place INTEGER NOT NULL,
        address TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        message_id TEXT NOT NULL,
        state TEXT NOT NULL,
        percent INTEGER,
        note TEXT,
        answer TEXT,
        answered_at INTEGER,
        is_late INTEGER NOT NULL DEFAULT 0,
        follow_ups INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (operation_id, place),
        UNIQUE (operation_id, address)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE operation_messages (
        message_id TEXT PRIMARY KEY,
        operation_id TEXT NOT NULL REFERENCES operations (id)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
