import type { Template } from '#contract/template.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { toTimestamp } from './time.ts'

interface StoredTemplate {
  readonly name: string
  readonly body: string
  readonly usedAt: number | null
  readonly updatedAt: number
}

const COLUMNS = 'name, body, used_at AS usedAt, updated_at AS updatedAt'

/** All templates: those used last first, then those never used, by name. */
export function listTemplates(db: ReadDb): readonly Template[] {
  return db
    .prepare(`SELECT ${COLUMNS} FROM templates ORDER BY used_at IS NULL, used_at DESC, name`)
    .all()
    .map(readTemplate)
}

export function findTemplate(db: ReadDb, name: string): Template | undefined {
  const row = db.prepare(`SELECT ${COLUMNS} FROM templates WHERE name = ?`).get(name)
  return row === undefined ? undefined : readTemplate(row)
}

/** Keeps a text under its name; when it was last used stays as it is. @param at ms since 1970 */
export function saveTemplate(tx: WriteTx, name: string, body: string, at: number): void {
  tx.prepare(
    `INSERT INTO templates (name, body, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
  ).run(name, body, at)
}

/** False when there is no such template. @param at ms since 1970 */
export function markTemplateUsed(tx: WriteTx, name: string, at: number): boolean {
  return tx.prepare('UPDATE templates SET used_at = ? WHERE name = ?').run(at, name).changes === 1
}

/** False when there is no such template. */
export function removeTemplate(tx: WriteTx, name: string): boolean {
  return tx.prepare('DELETE FROM templates WHERE name = ?').run(name).changes === 1
}

function readTemplate(row: unknown): Template {
  const { name, body, usedAt, updatedAt } = row as StoredTemplate
  return { name, body, usedAt: usedAt === null ? null : toTimestamp(usedAt), updatedAt: toTimestamp(updatedAt) }
}
