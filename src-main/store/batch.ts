import type { Command, WriteDb, WriteTx } from './handles.ts'
import { isStorageFailure } from './sqlite-errors.ts'

/** How one piece of work ended inside a batch that was committed. */
export type WorkResult =
  | { readonly kind: 'done'; readonly value: unknown; readonly afterCommit: readonly (() => void)[] }
  | { readonly kind: 'refused'; readonly error: unknown }

/** `failed` means that nothing of the batch was kept. */
export type BatchResult =
  | { readonly kind: 'committed'; readonly results: readonly WorkResult[] }
  | { readonly kind: 'failed'; readonly error: unknown }

export type Work = (tx: WriteTx) => unknown

/** Runs all works in one transaction with one wait for the disk, each in a savepoint so that it fails alone. */
export function runBatch(db: WriteDb, works: readonly Work[]): BatchResult {
  try {
    // IMMEDIATE: a transaction that reads first and then upgrades fails at once with SQLITE_BUSY_SNAPSHOT.
    db.prepare('BEGIN IMMEDIATE').run()
    const [first, ...others] = works
    if (first !== undefined && others.length === 0) return runAlone(db, first)
    const results = works.map(work => runWork(db, work))
    db.prepare('COMMIT').run()
    return { kind: 'committed', results }
  } catch (error) {
    rollBack(db)
    return { kind: 'failed', error }
  }
}

/** A work that has the transaction to itself needs no savepoint: it fails alone when the transaction does. */
function runAlone(db: WriteDb, work: Work): BatchResult {
  const result = runIn(db, work)
  db.prepare(result.kind === 'done' ? 'COMMIT' : 'ROLLBACK').run()
  return { kind: 'committed', results: [result] }
}

function runWork(db: WriteDb, work: Work): WorkResult {
  db.prepare('SAVEPOINT work').run()
  const result = runIn(db, work)
  if (result.kind === 'refused') db.prepare('ROLLBACK TO work').run()
  db.prepare('RELEASE work').run()
  return result
}

/** Throws only what ends the whole batch: the disk failed, or SQLite gave the transaction up. */
function runIn(db: WriteDb, work: Work): WorkResult {
  const tx = new OpenTx(db)
  try {
    const value = work(tx)
    if (value instanceof Promise) throw abandoned(value)
    return { kind: 'done', value, afterCommit: tx.callbacks }
  } catch (error) {
    if (isStorageFailure(error) || !db.inTransaction) throw error
    return { kind: 'refused', error }
  } finally {
    tx.close()
  }
}

function rollBack(db: WriteDb): void {
  try {
    if (db.inTransaction) db.exec('ROLLBACK')
  } catch {
    // SQLite rolls back by itself when it cannot do it on request; the next BEGIN tells whether it could.
  }
}

/** What an async work does after its first `await` would happen outside the transaction. */
function abandoned(work: Promise<unknown>): TypeError {
  work.catch(() => {})
  return new TypeError('A work given to write() must not be async.')
}

class OpenTx implements WriteTx {
  readonly callbacks: (() => void)[] = []
  readonly #db: WriteDb
  #isOpen = true

  constructor(db: WriteDb) {
    this.#db = db
  }

  prepare(sql: string): Command {
    if (!this.#isOpen) throw new TypeError('This transaction is over.')
    return this.#db.prepare(sql)
  }

  afterCommit(callback: () => void): void {
    if (!this.#isOpen) throw new TypeError('This transaction is over.')
    this.callbacks.push(callback)
  }

  close(): void {
    this.#isOpen = false
  }
}
