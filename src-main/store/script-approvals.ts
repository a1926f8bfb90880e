import type { ReadDb, WriteTx } from './handles.ts'
import { toTimestamp } from './time.ts'

/** What a person approved: this content, started like this. */
export interface ScriptApproval {
  readonly fingerprint: string
  readonly script: string
  /** SHA-256 of the file. */
  readonly hash: string
  readonly argv: readonly string[]
  readonly cwd: string
  /** Names of the variables it gets, sorted. */
  readonly environment: readonly string[]
  readonly at: string
}

const COLUMNS = 'fingerprint, script, hash, argv, cwd, environment, at'

/** Keeps an approval, with the text it is of, so that a later change can be shown against it. @param at ms since 1970 */
export function saveApproval(tx: WriteTx, approval: Omit<ScriptApproval, 'at'>, text: string | null, at: number): void {
  const { fingerprint, script, hash, argv, cwd, environment } = approval
  tx.prepare('INSERT INTO script_texts (hash, text) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING').run(hash, text)
  tx.prepare(
    `INSERT INTO script_approvals (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (fingerprint) DO UPDATE SET at = excluded.at`,
  ).run(fingerprint, script, hash, JSON.stringify(argv), cwd, JSON.stringify(environment), at)
}

export function findApproval(db: ReadDb, fingerprint: string): ScriptApproval | undefined {
  return readApproval(db.prepare(`SELECT ${COLUMNS} FROM script_approvals WHERE fingerprint = ?`).get(fingerprint))
}

/** The newest approval of a script, as whatever it was then. */
export function findLastApproval(db: ReadDb, script: string): ScriptApproval | undefined {
  return readApproval(
    db.prepare(`SELECT ${COLUMNS} FROM script_approvals WHERE script = ? ORDER BY at DESC LIMIT 1`).get(script),
  )
}

/** The text that was approved under this hash; null when it was no text or is not kept. */
export function findApprovedText(db: ReadDb, hash: string): string | null {
  const row = db.prepare('SELECT text FROM script_texts WHERE hash = ?').get(hash) as
    | { text: string | null }
    | undefined
  return row?.text ?? null
}

function readApproval(row: unknown): ScriptApproval | undefined {
  if (row === undefined) return undefined
  const { argv, environment, at, ...rest } = row as Record<
    'fingerprint' | 'script' | 'hash' | 'argv' | 'cwd' | 'environment',
    string
  > & { at: number }
  return { ...rest, argv: readList(argv), environment: readList(environment), at: toTimestamp(at) }
}

function readList(json: string): readonly string[] {
  return JSON.parse(json) as readonly string[]
}
