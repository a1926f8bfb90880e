import type { ReadDb, WriteTx } from './handles.ts'

/** What one version of Claude Code did with its first message by the inbox. */
export interface StoredInboxVersion {
  readonly version: string
  readonly state: 'proved' | 'off'
  readonly evidence: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export function listInboxVersions(db: ReadDb): readonly StoredInboxVersion[] {
  return db.prepare('SELECT version, state, evidence, at FROM inbox_versions ORDER BY at').all() as StoredInboxVersion[]
}

export function keepInboxVersion(tx: WriteTx, { version, state, evidence, at }: StoredInboxVersion): void {
  tx.prepare(
    `INSERT INTO inbox_versions (version, state, evidence, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (version) DO UPDATE SET state = excluded.state, evidence = excluded.evidence, at = excluded.at`,
  ).run(version, state, evidence, at)
}

export function removeInboxVersion(tx: WriteTx, version: string): void {
  tx.prepare('DELETE FROM inbox_versions WHERE version = ?').run(version)
}
