import type Database from 'better-sqlite3'

/** What can be bound to a parameter. A boolean is stored as 0 or 1, a structure as JSON text. */
export type SqlValue = string | number | Uint8Array | null

/** A prepared statement that only answers. Every row is read before it returns, so no reader ever pins the WAL. */
export interface Query {
  get(...values: SqlValue[]): unknown
  all(...values: SqlValue[]): unknown[]
}

/** A prepared statement that may also change something. */
export interface Command extends Query {
  run(...values: SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
}

/** Reads what is committed. A function that takes this cannot write: neither by its type nor by its connection. */
export interface ReadDb {
  prepare(sql: string): Query
}

/**
 * One piece of work inside the open transaction, given to `store.write`. It is dead once the work returns.
 * It reads its own writes, so every function that takes a `ReadDb` takes a `WriteTx` too.
 */
export interface WriteTx {
  prepare(sql: string): Command
  /** Runs once this work is on the disk, in order, before its promise continues. Dropped when the work fails. */
  afterCommit(callback: () => void): void
}

/** The one connection that may write. Only migrations and the commit loop hold it. */
export interface WriteDb {
  prepare(sql: string): Command
  exec(sql: string): void
  readonly inTransaction: boolean
}

/** An open connection. Statements are compiled once for each SQL text, so texts must not carry values. */
export class Connection implements ReadDb, WriteDb, Disposable {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  constructor(database: Database.Database) {
    this.#database = database
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction
  }

  prepare(sql: string): Command {
    return this.#statementFor(sql)
  }

  /** A statement that only answers; undefined for one that might change something. */
  prepareQuery(sql: string): Query | undefined {
    const statement = this.#statementFor(sql)
    return statement.readonly ? statement : undefined
  }

  exec(sql: string): void {
    this.#database.exec(sql)
  }

  /** The value of a pragma, as SQLite answers it. */
  pragma(source: string): unknown {
    return this.#database.pragma(source, { simple: true })
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }

  #statementFor(sql: string): Database.Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
