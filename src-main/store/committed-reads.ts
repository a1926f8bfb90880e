import type { Connection, Query, ReadDb } from './handles.ts'

/**
 * Reads what is committed. Between transactions it asks the writer's connection, which remembers the pages it wrote:
 * each commit makes what the reader remembers worthless. While a transaction is open it asks the reader, which does not
 * see it, and which refuses whatever is no question.
 */
export class CommittedReads implements ReadDb {
  readonly #writer: Connection
  readonly #reader: Connection

  constructor(writer: Connection, reader: Connection) {
    this.#writer = writer
    this.#reader = reader
  }

  prepare(sql: string): Query {
    const query = this.#writer.inTransaction ? undefined : this.#writer.prepareQuery(sql)
    return query ?? this.#reader.prepare(sql)
  }
}
