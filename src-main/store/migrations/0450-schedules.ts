import type { Migration } from '../migrate.ts'

/** A run has its slot once: the row is on the disk before anything is sent, and no crash can make a second one. */
export const schedules: Migration = {
  number: 450,
  up(db) {
    db.exec(`
      CREATE TABLE schedules (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        what TEXT NOT NULL,
        due_when TEXT NOT NULL,
        policy TEXT NOT NULL,
        state TEXT NOT NULL,
        next_at INTEGER,
        pause TEXT,
        ending TEXT NOT NULL,
        proposed_by TEXT,
        approved_hash TEXT,
        runs INTEGER NOT NULL,
        active_since INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        removed_at INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX schedules_name ON schedules (name) WHERE removed_at IS NULL;
      CREATE INDEX schedules_due ON schedules (next_at) WHERE state = 'active' AND removed_at IS NULL;
      CREATE TABLE schedule_runs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        schedule_id TEXT NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
        slot TEXT NOT NULL,
        cause TEXT NOT NULL,
        state TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        start_at INTEGER NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        covers INTEGER NOT NULL,
        detail TEXT NOT NULL,
        message_id TEXT,
        UNIQUE (schedule_id, slot)
      ) STRICT;
      CREATE INDEX schedule_runs_open ON schedule_runs (state, start_at) WHERE state IN ('waiting', 'running');
      CREATE INDEX schedule_runs_newest ON schedule_runs (schedule_id, number);
      CREATE INDEX schedule_runs_message ON schedule_runs (message_id) WHERE message_id IS NOT NULL;
    `)
  },
}
