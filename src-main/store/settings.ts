import type { z } from 'zod'
import type { ReadDb, WriteTx } from './handles.ts'

/** A setting: its name, the shape of its value, and what holds until somebody sets it. */
export interface Setting<T> {
  readonly key: string
  readonly schema: z.ZodType<T>
  readonly fallback: T
}

/** The value, or the fallback when none is stored or what is stored has another shape (written by another version). */
export function getSetting<T>(db: ReadDb, setting: Setting<T>): T {
  const row = db.prepare('SELECT value FROM settings WHERE key = ?').get(setting.key)
  if (row === undefined) return setting.fallback
  const parsed = setting.schema.safeParse(JSON.parse((row as { value: string }).value))
  return parsed.success ? parsed.data : setting.fallback
}

/** Keeps a value; one of another shape is refused with the schema's own error. */
export function setSetting<T>(tx: WriteTx, setting: Setting<T>, value: T): void {
  tx.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(setting.key, JSON.stringify(setting.schema.parse(value)))
}

/** Back to the fallback. */
export function clearSetting(tx: WriteTx, key: string): void {
  tx.prepare('DELETE FROM settings WHERE key = ?').run(key)
}

/** Everything that was ever set, as it is stored. */
export function listSettings(db: ReadDb): Readonly<Record<string, unknown>> {
  const rows = db.prepare('SELECT key, value FROM settings ORDER BY key').all() as { key: string; value: string }[]
  return Object.fromEntries(rows.map(row => [row.key, JSON.parse(row.value) as unknown]))
}
