import Database from 'better-sqlite3'
import { Connection } from '#store/handles.ts'
import { migrate } from '#store/migrate.ts'
import { MIGRATIONS } from '#store/migrations/index.ts'
import { configure } from '#store/pragmas.ts'
import { tempFolder } from './fixtures.ts'

export interface OldDatabase extends Disposable {
  readonly db: Connection
  /** Runs every migration up to this number. */
  readonly migrateTo: (number: number) => void
}

/** A database whose schema is that of one release, to see what the next migration makes of it. */
export function atSchema(number: number): OldDatabase {
  const stack = new DisposableStack()
  const folder = stack.use(tempFolder())
  const db = stack.use(new Connection(new Database(`${folder.path}/old.db`)))
  configure(db)
  const migrateTo = (to: number) =>
    migrate(
      db,
      MIGRATIONS.filter(migration => migration.number <= to),
      () => {},
    )
  migrateTo(number)
  return { db, migrateTo, [Symbol.dispose]: () => stack.dispose() }
}

export const INSERT_MESSAGE = `
  INSERT INTO messages (id, sender_kind, sender_name, body, kind, at, no_reply, expires_at, root, hops, options,
                        content_hash)
  VALUES ('m1', 'owner', 'owner', 'hello', 'task', 1, 0, 2, 'm1', 0, '{}', 'h')`

export const INSERT_DELIVERY = `
  INSERT INTO deliveries (id, message_id, address, name, sender_key, lane, state, version, attempts, allowed_attempts,
                          absences_left, presses, text, due_at, expires_at, created_at, crashes)
  VALUES ('d1', 'm1', 'pty:a', 'a', 'owner', 'terminal', 'queued', 0, 0, 1, 1, 0, 'hello', 1, 2, 1, 0)`
