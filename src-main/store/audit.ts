import { hash } from 'node:crypto'
import type { AuditRow } from '#contract/log.ts'
import type { Window } from './delivery-lists.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { lastNumber } from './numbers.ts'
import { fromTimestamp, toTimestamp } from './time.ts'

/** Whether the audit is as it was written. `number` is the first row that is not, or that is missing. */
export type ChainResult =
  | { readonly kind: 'whole'; readonly rows: number }
  | { readonly kind: 'broken'; readonly number: number; readonly why: 'changed' | 'missing' }

interface StoredRow extends Omit<AuditRow, 'at'> {
  readonly at: number
  readonly hash: string
}

const COLUMNS = 'number, at, who, door, what, target, result, hash'

/** What the first row is chained to. */
const START = '0'.repeat(64)

/** Adds a row, chained to the one before by its hash. Half a surrogate pair, which no file can hold, becomes U+FFFD. */
export function appendAudit(tx: WriteTx, entry: Omit<AuditRow, 'number'>): AuditRow {
  const end = findEnd(tx)
  const row = {
    number: end.number + 1,
    at: fromTimestamp(entry.at),
    who: entry.who.toWellFormed(),
    door: entry.door.toWellFormed(),
    what: entry.what.toWellFormed(),
    target: entry.target.toWellFormed(),
    result: entry.result.toWellFormed(),
  }
  tx.prepare(`INSERT INTO audit (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`).run(...fields(row), chain(end.hash, row))
  return { ...row, at: toTimestamp(row.at) }
}

export function listAudit(db: ReadDb, { after, limit }: Window): readonly AuditRow[] {
  return page(db, after, limit).map(readRow)
}

/** Computes every hash again. Reads in pieces of a thousand, so it may run while the hub works. */
export function verifyChain(db: ReadDb): ChainResult {
  let number = 0
  let hash = START
  for (;;) {
    const rows = page(db, number, 1_000)
    for (const row of rows) {
      if (row.number !== number + 1) return { kind: 'broken', number: number + 1, why: 'missing' }
      if (row.hash !== chain(hash, row)) return { kind: 'broken', number: row.number, why: 'changed' }
      number = row.number
      hash = row.hash
    }
    if (rows.length === 0) break
  }
  if (number < lastNumber(db, 'audit')) return { kind: 'broken', number: number + 1, why: 'missing' }
  return { kind: 'whole', rows: number }
}

/** The number is not that of the last row: cutting rows off the end must leave a gap. */
function findEnd(tx: WriteTx): { readonly number: number; readonly hash: string } {
  const end = tx
    .prepare(
      `SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'audit') AS number,
              (SELECT hash FROM audit ORDER BY number DESC LIMIT 1) AS hash`,
    )
    .get() as { number: number | null; hash: string | null }
  return { number: end.number ?? 0, hash: end.hash ?? START }
}

function page(db: ReadDb, after: number | undefined, limit: number): StoredRow[] {
  if (after === undefined) {
    const newest = db.prepare(`SELECT ${COLUMNS} FROM audit ORDER BY number DESC LIMIT ?`).all(limit)
    return newest.reverse() as StoredRow[]
  }
  return db
    .prepare(`SELECT ${COLUMNS} FROM audit WHERE number > ? ORDER BY number LIMIT ?`)
    .all(after, limit) as StoredRow[]
}

function chain(before: string, row: Omit<StoredRow, 'hash'>): string {
  return hash('sha256', before + JSON.stringify(fields(row)), 'hex')
}

function fields(row: Omit<StoredRow, 'hash'>) {
  return [row.number, row.at, row.who, row.door, row.what, row.target, row.result]
}

function readRow({ hash: _hash, at, ...row }: StoredRow): AuditRow {
  return { ...row, at: toTimestamp(at) }
}
