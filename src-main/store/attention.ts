import { LevelRule, Snooze, type Attention } from '#contract/attention.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { fromTimestamp, toTimestamp } from './time.ts'

export function readAttention(db: ReadDb): Attention {
  const levels = db.prepare('SELECT who, name, level FROM notice_levels ORDER BY who').all()
  const snoozes = db.prepare('SELECT key, kind, name, until FROM snoozes ORDER BY until, key').all()
  return {
    levels: levels.map(row => LevelRule.parse(row)),
    snoozes: (snoozes as { until: number }[]).map(row => Snooze.parse({ ...row, until: toTimestamp(row.until) })),
  }
}

export function saveLevel(tx: WriteTx, { who, name, level }: LevelRule): void {
  tx.prepare(
    `INSERT INTO notice_levels (who, name, level) VALUES (?, ?, ?)
     ON CONFLICT (who) DO UPDATE SET name = excluded.name, level = excluded.level`,
  ).run(who, name, level)
}

/** False when none was set. */
export function removeLevel(tx: WriteTx, who: string): boolean {
  return tx.prepare('DELETE FROM notice_levels WHERE who = ?').run(who).changes === 1
}

export function saveSnooze(tx: WriteTx, { key, kind, name, until }: Snooze): void {
  tx.prepare(
    `INSERT INTO snoozes (key, kind, name, until) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET name = excluded.name, until = excluded.until`,
  ).run(key, kind, name, fromTimestamp(until))
}

/** False when it was not snoozed. */
export function removeSnooze(tx: WriteTx, key: string): boolean {
  return tx.prepare('DELETE FROM snoozes WHERE key = ?').run(key).changes === 1
}

/** What was set for one session holds for another too, unless that has its own. False when there is nothing to add. */
export function copyAttention(tx: WriteTx, from: string, to: string, name: string): boolean {
  const levels = tx.prepare(
    'INSERT OR IGNORE INTO notice_levels (who, name, level) SELECT ?, ?, level FROM notice_levels WHERE who = ?',
  )
  const snoozes = tx.prepare(
    'INSERT OR IGNORE INTO snoozes (key, kind, name, until) SELECT ?, kind, ?, until FROM snoozes WHERE key = ?',
  )
  return levels.run(to, name, from).changes + snoozes.run(to, name, from).changes > 0
}

/** How many were over at this moment (ms since 1970). */
export function removeSnoozesUntil(tx: WriteTx, now: number): number {
  return tx.prepare('DELETE FROM snoozes WHERE until <= ?').run(now).changes
}
