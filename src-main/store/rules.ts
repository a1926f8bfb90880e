import { RuleDraft, type Rule } from '#contract/rule.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { MESSAGE_COLUMNS, readMessage, type StoredMessage } from './messages.ts'
import type { MessageRow } from './rows.ts'
import { toTimestamp } from './time.ts'

/** A rule as it is kept. */
export interface RuleRow extends Rule {
  /** Number of the last message it has been asked about. */
  readonly since: number
}

interface StoredRule {
  readonly draft: string
  readonly is_on: number
  readonly is_tested: number
  readonly since: number
  readonly copies: number
  readonly last_at: number | null
  readonly problem: string
}

/** Keeps what a person says of a rule. It is off and untested then, also where it was there before. */
export function saveRule(tx: WriteTx, draft: RuleDraft): void {
  tx.prepare(
    `INSERT INTO rules (name, draft) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET draft = excluded.draft, is_on = 0, is_tested = 0, problem = ''`,
  ).run(draft.name, JSON.stringify(draft))
}

/** False when there is no such rule. */
export function removeRule(tx: WriteTx, name: string): boolean {
  return tx.prepare('DELETE FROM rules WHERE name = ?').run(name).changes === 1
}

export function listRules(db: ReadDb): readonly RuleRow[] {
  return db.prepare('SELECT * FROM rules ORDER BY name').all().map(readRule)
}

export function findRule(db: ReadDb, name: string): RuleRow | undefined {
  const row = db.prepare('SELECT * FROM rules WHERE name = ?').get(name)
  return row === undefined ? undefined : readRule(row)
}

export function markRuleTested(tx: WriteTx, name: string): void {
  tx.prepare('UPDATE rules SET is_tested = 1 WHERE name = ?').run(name)
}

/** From here on it is asked about messages behind this number, or about none. */
export function switchRule(tx: WriteTx, name: string, isOn: boolean, since: number, problem = ''): void {
  tx.prepare('UPDATE rules SET is_on = ?, since = ?, problem = ? WHERE name = ?').run(
    isOn ? 1 : 0,
    since,
    problem,
    name,
  )
}

/** It was asked about every message up to this number. */
export function passRule(tx: WriteTx, name: string, since: number): void {
  tx.prepare('UPDATE rules SET since = ? WHERE name = ? AND since < ?').run(since, name, since)
}

export function countCopy(tx: WriteTx, name: string, at: number): void {
  tx.prepare(`UPDATE rules SET copies = copies + 1, last_at = ?, problem = '' WHERE name = ?`).run(at, name)
}

export function noteRuleProblem(tx: WriteTx, name: string, problem: string): void {
  tx.prepare('UPDATE rules SET problem = ? WHERE name = ?').run(problem, name)
}

/** Messages behind a number, in the order of acceptance. */
export function listMessagesAfter(db: ReadDb, sequence: number, limit: number): readonly MessageRow[] {
  return db
    .prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.sequence > ? ORDER BY m.sequence LIMIT ?`)
    .all(sequence, limit)
    .map(row => readMessage(row as StoredMessage))
}

/** The newest messages, newest first. */
export function listNewestMessages(db: ReadDb, limit: number): readonly MessageRow[] {
  return db
    .prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages m ORDER BY m.sequence DESC LIMIT ?`)
    .all(limit)
    .map(row => readMessage(row as StoredMessage))
}

function readRule(row: unknown): RuleRow {
  const { draft, is_on, is_tested, since, copies, last_at, problem } = row as StoredRule
  return {
    ...RuleDraft.parse(JSON.parse(draft)),
    isOn: is_on === 1,
    isTested: is_tested === 1,
    since,
    copies,
    lastAt: last_at === null ? null : toTimestamp(last_at),
    problem,
  }
}
