import type { Migration } from '../migrate.ts'

/**
 * Runs of scripts with one row for each start, what they wrote, and what a person approved. A start keeps the process
 * it became (pid and when that began), so that a hub that comes back can find it. Texts are kept once for each content.
 */
export const scripts: Migration = {
  number: 400,
  up(db) {
    db.exec(`
      CREATE TABLE script_texts (
        hash TEXT PRIMARY KEY,
        text TEXT
      ) STRICT;
      CREATE TABLE script_approvals (
        fingerprint TEXT PRIMARY KEY,
        script TEXT NOT NULL,
        hash TEXT NOT NULL,
        argv TEXT NOT NULL,
        cwd TEXT NOT NULL,
        environment TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX script_approvals_script ON script_approvals (script, at);
      CREATE TABLE script_runs (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        script TEXT NOT NULL,
        name TEXT NOT NULL,
        hash TEXT NOT NULL,
        argv TEXT NOT NULL,
        cwd TEXT NOT NULL,
        parameters TEXT NOT NULL,
        started_by TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'stopped', 'lost')),
        at INTEGER NOT NULL,
        ended_at INTEGER
      ) STRICT;
      CREATE INDEX script_runs_script ON script_runs (script, sequence);
      CREATE INDEX script_runs_open ON script_runs (sequence) WHERE state = 'running';
      CREATE TABLE script_results (
        run_id TEXT NOT NULL REFERENCES script_runs (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        address TEXT,
        target_name TEXT,
        state TEXT NOT NULL
          CHECK (state IN ('waiting', 'running', 'done', 'failed', 'timed_out', 'stopped', 'lost')),
        exit_code INTEGER,
        signal TEXT,
        detail TEXT NOT NULL DEFAULT '',
        pid INTEGER,
        pid_started_at REAL,
        started_at INTEGER,
        ended_at INTEGER,
        bytes_written INTEGER NOT NULL DEFAULT 0,
        bytes_kept INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (run_id, place)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE script_output (
        run_id TEXT NOT NULL REFERENCES script_runs (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        place INTEGER NOT NULL,
        stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr')),
        at INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (run_id, number)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
