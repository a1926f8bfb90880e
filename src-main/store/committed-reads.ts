import type { Connection, Query, ReadDb } from './handles.ts'

/**
 * Reads what is committed. Between transactions it asks the writer's connection, which remembers the pages it wrote:
 * each commit makes what the reader remembers worthless. While a transaction is open it asks the reader, which does not
 * see it, and which refuses whatever is no question.
 */
export class CommittedReads implements ReadDb {
  readonly #writer: Connection
  readonly #reader: Connection
  readonly #before: () => void

  /** @param before makes everything visible that was accepted; called before each question between transactions */
  constructor(writer: Connection, reader: Connection, before: () => void) {
    this.#writer = writer
    this.#reader = reader
    this.#before = before
  }

  prepare(sql: string): Query {
    if (this.#writer.inTransaction) return this.#reader.prepare(sql)
    this.#before()
    return this.#writer.prepareQuery(sql) ?? this.#reader.prepare(sql)
  }
}
