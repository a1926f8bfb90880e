import type { ScriptOutput, ScriptResult } from '#contract/script.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { fromTimestamp, toTimestamp } from './time.ts'

/** The process a start became: its pid, and when that began, so that a reused pid is told apart. */
export interface StartedProcess {
  readonly pid: number
  readonly startedAt: number
}

/** Kept before the script itself runs, so that no hub ever has a process it does not know of. @param at ms since 1970 */
export function noteStarted(
  tx: WriteTx,
  runId: string,
  place: number,
  { pid, startedAt }: StartedProcess,
  at: number,
): void {
  tx.prepare(
    `UPDATE script_results SET state = 'running', pid = ?, pid_started_at = ?, started_at = ?
      WHERE run_id = ? AND place = ? AND state = 'waiting'`,
  ).run(pid, startedAt, at, runId, place)
}

export type ResultEnd = Pick<ScriptResult, 'state' | 'exitCode' | 'signal' | 'detail' | 'bytesWritten' | 'bytesKept'>

/** An end stays: a start that has one is left as it is. @param at ms since 1970 */
export function noteEnded(tx: WriteTx, runId: string, place: number, end: ResultEnd, at: number): void {
  tx.prepare(
    `UPDATE script_results
        SET state = ?, exit_code = ?, signal = ?, detail = ?, bytes_written = ?, bytes_kept = ?, ended_at = ?
      WHERE run_id = ? AND place = ? AND state IN ('waiting', 'running')`,
  ).run(end.state, end.exitCode, end.signal, end.detail, end.bytesWritten, end.bytesKept, at, runId, place)
}

/** The process of a start that runs, as far as it was written down. */
export function findStartedProcess(db: ReadDb, runId: string, place: number): StartedProcess | undefined {
  const row = db
    .prepare('SELECT pid, pid_started_at AS startedAt FROM script_results WHERE run_id = ? AND place = ?')
    .get(runId, place) as { pid: number | null; startedAt: number | null } | undefined
  return row === undefined || row.pid === null ? undefined : { pid: row.pid, startedAt: row.startedAt ?? 0 }
}

export function appendOutput(tx: WriteTx, runId: string, pieces: readonly ScriptOutput[]): void {
  const insert = tx.prepare(
    'INSERT INTO script_output (run_id, number, place, stream, at, text) VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (const { number, place, stream, at, text } of pieces) {
    insert.run(runId, number, place, stream, fromTimestamp(at), text)
  }
}

/** Pieces behind `after`, in the order they were written. */
export function listOutput(db: ReadDb, runId: string, after: number, limit: number): readonly ScriptOutput[] {
  const rows = db
    .prepare(
      `SELECT number, place, stream, at, text FROM script_output WHERE run_id = ? AND number > ? ORDER BY number LIMIT ?`,
    )
    .all(runId, after, limit) as readonly (Omit<ScriptOutput, 'at'> & { at: number })[]
  return rows.map(row => ({ ...row, at: toTimestamp(row.at) }))
}

/** Number of the last piece of a run; 0 when it wrote nothing. */
export function lastOutput(db: ReadDb, runId: string): number {
  const row = db.prepare('SELECT MAX(number) AS number FROM script_output WHERE run_id = ?').get(runId)
  return (row as { number: number | null }).number ?? 0
}
