import { HubError } from '#contract/errors.ts'
import type { Connection, WriteDb } from './handles.ts'

/** One step of the schema. Numbers grow by ten, so that a forgotten step finds a gap; a released step never changes. */
export interface Migration {
  /** Becomes `user_version` once the step is done. */
  readonly number: number
  readonly up: (db: WriteDb) => void
}

/** Marks a file as a database of this program: "COMS" in ASCII. */
const APPLICATION_ID = 0x43_4f_4d_53

/**
 * Brings the schema to the last of `migrations`, each step in a transaction of its own, so that a crash in between
 * leaves a schema that the next start goes on from. `backUp` runs before the first step, unless the database is new;
 * a new one is made in one transaction, with one wait for the disk.
 * Fails with `unfit` on a newer schema and on another program's database, and touches neither.
 */
export function migrate(db: Connection, migrations: readonly Migration[], backUp: (schema: number) => void): void {
  const schema = Number(db.pragma('user_version'))
  const latest = migrations.at(-1)?.number ?? 0
  refuseForeign(db, schema)
  if (schema > latest) throw newerSchema(schema, latest)
  const missing = migrations.filter(migration => migration.number > schema)
  if (schema > 0 && missing.length > 0) backUp(schema)
  const steps = schema === 0 && missing.length > 0 ? [missing] : missing.map(migration => [migration])
  for (const step of steps) apply(db, step)
}

function apply(db: WriteDb, migrations: readonly Migration[]): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const migration of migrations) migration.up(db)
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
    db.exec(`PRAGMA user_version = ${migrations.at(-1)?.number ?? 0}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function refuseForeign(db: Connection, schema: number): void {
  const owner = db.pragma('application_id')
  const isOurs = owner === APPLICATION_ID
  const isNew = owner === 0 && schema === 0 && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  if (isOurs || isNew) return
  throw new HubError('unfit', 'The database was made by another program.', {
    hint: 'Move the file away, or use another state folder; the hub makes a new database.',
    data: { applicationId: owner, schema },
  })
}

function newerSchema(schema: number, latest: number): HubError {
  return new HubError(
    'unfit',
    `The database was written by a newer version (schema ${schema}; this version knows ${latest}).`,
    {
      hint: 'Start the newer version again. To go back on purpose, put the backup of the older schema in its place.',
      data: { schema, latest },
    },
  )
}
