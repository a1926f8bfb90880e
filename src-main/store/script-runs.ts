import type { ScriptResult, ScriptRun, ScriptRunState } from '#contract/script.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { toTimestamp } from './time.ts'

/** A run as it is accepted: every start of it waits. */
export interface NewScriptRun extends Pick<
  ScriptRun,
  'id' | 'script' | 'name' | 'hash' | 'argv' | 'cwd' | 'parameters' | 'startedBy'
> {
  /** Equal for equal requests: the same id with another one is a conflict, not a repetition. */
  readonly contentHash: string
  readonly targets: readonly ScriptResult['target'][]
  /** Milliseconds since 1970. */
  readonly at: number
}

interface StoredRun extends Omit<ScriptRun, 'argv' | 'parameters' | 'at' | 'endedAt' | 'results'> {
  readonly argv: string
  readonly parameters: string
  readonly at: number
  readonly endedAt: number | null
}

const RUN = `id, script, name, hash, argv, cwd, parameters, started_by AS startedBy, state, at, ended_at AS endedAt`

export function insertRun(tx: WriteTx, run: NewScriptRun): void {
  tx.prepare(
    `INSERT INTO script_runs (id, script, name, hash, argv, cwd, parameters, started_by, content_hash, state, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?)`,
  ).run(
    ...[run.id, run.script, run.name, run.hash, JSON.stringify(run.argv), run.cwd, JSON.stringify(run.parameters)],
    ...[run.startedBy, run.contentHash, run.at],
  )
  const insert = tx.prepare(
    `INSERT INTO script_results (run_id, place, address, target_name, state) VALUES (?, ?, ?, ?, 'waiting')`,
  )
  for (const [place, target] of run.targets.entries()) {
    insert.run(run.id, place, target?.address ?? null, target?.name ?? null)
  }
}

/** Hash of the request a run was made for; nothing when there is no run by that id. */
export function findRunContent(db: ReadDb, id: string): string | undefined {
  const row = db.prepare('SELECT content_hash AS hash FROM script_runs WHERE id = ?').get(id)
  return (row as { hash: string } | undefined)?.hash
}

export function findRun(db: ReadDb, id: string): ScriptRun | undefined {
  const row = db.prepare(`SELECT ${RUN} FROM script_runs WHERE id = ?`).get(id)
  return row === undefined ? undefined : readRun(db, row)
}

/** Runs of one script or of all, newest first. */
export function listRuns(db: ReadDb, script: string | undefined, limit: number): readonly ScriptRun[] {
  const rows =
    script === undefined
      ? db.prepare(`SELECT ${RUN} FROM script_runs ORDER BY sequence DESC LIMIT ?`).all(limit)
      : db.prepare(`SELECT ${RUN} FROM script_runs WHERE script = ? ORDER BY sequence DESC LIMIT ?`).all(script, limit)
  return rows.map(row => readRun(db, row))
}

/** The newest run of each script, by script. */
export function listLastRuns(db: ReadDb): ReadonlyMap<string, { readonly at: string; readonly state: ScriptRunState }> {
  const rows = db
    .prepare(`SELECT script, state, at, MAX(sequence) FROM script_runs GROUP BY script`)
    .all() as readonly { script: string; state: ScriptRunState; at: number }[]
  return new Map(rows.map(({ script, state, at }) => [script, { at: toTimestamp(at), state }]))
}

/** Runs that had not ended when somebody last wrote. */
export function listOpenRuns(db: ReadDb): readonly ScriptRun[] {
  return db
    .prepare(`SELECT ${RUN} FROM script_runs WHERE state = 'running' ORDER BY sequence`)
    .all()
    .map(row => readRun(db, row))
}

/** @param endedAt ms since 1970; null while it goes on */
export function setRunState(tx: WriteTx, id: string, state: ScriptRunState, endedAt: number | null): void {
  tx.prepare('UPDATE script_runs SET state = ?, ended_at = ? WHERE id = ?').run(state, endedAt, id)
}

/** Forgets the oldest ended runs beyond the newest `keep`, with what they wrote. */
export function pruneRuns(tx: WriteTx, keep: number): number {
  return tx
    .prepare(
      `DELETE FROM script_runs WHERE state <> 'running' AND sequence <=
         (SELECT sequence FROM script_runs ORDER BY sequence DESC LIMIT 1 OFFSET ?)`,
    )
    .run(keep).changes
}

function readRun(db: ReadDb, row: unknown): ScriptRun {
  const { argv, parameters, at, endedAt, ...rest } = row as StoredRun
  return {
    ...rest,
    argv: JSON.parse(argv) as string[],
    parameters: JSON.parse(parameters) as ScriptRun['parameters'],
    at: toTimestamp(at),
    endedAt: endedAt === null ? null : toTimestamp(endedAt),
    results: listResults(db, rest.id),
  }
}

interface StoredResult extends Omit<ScriptResult, 'target' | 'startedAt' | 'endedAt'> {
  readonly address: string | null
  readonly name: string | null
  readonly startedAt: number | null
  readonly endedAt: number | null
}

function listResults(db: ReadDb, runId: string): ScriptResult[] {
  const rows = db
    .prepare(
      `SELECT place, address, target_name AS name, state, exit_code AS exitCode, signal, detail,
              started_at AS startedAt, ended_at AS endedAt, bytes_written AS bytesWritten, bytes_kept AS bytesKept
         FROM script_results WHERE run_id = ? ORDER BY place`,
    )
    .all(runId) as readonly StoredResult[]
  return rows.map(({ address, name, startedAt, endedAt, ...rest }) => ({
    ...rest,
    target: address === null ? null : { address, name: name ?? address },
    startedAt: startedAt === null ? null : toTimestamp(startedAt),
    endedAt: endedAt === null ? null : toTimestamp(endedAt),
  }))
}
