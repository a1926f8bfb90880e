import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { listBackups } from '#store/backup.ts'
import type { Migration } from '#store/migrate.ts'
import { MIGRATIONS } from '#store/migrations/index.ts'
import { openStore } from '#store/open-store.ts'
import { NOW, clock, tempFolder } from './fixtures.ts'

const first: Migration = { number: 10, up: db => db.exec(`CREATE TABLE a (v); INSERT INTO a VALUES ('old')`) }
const second: Migration = { number: 20, up: db => db.exec('CREATE TABLE b (v)') }

function open(path: string, migrations: readonly Migration[], now = NOW) {
  return openStore(path, { clock: { now: () => now }, reserveBytes: 4_096, migrations })
}

function valueOf(path: string, sql: string): unknown {
  const database = new Database(path, { readonly: true })
  try {
    return database.prepare(sql).pluck().get()
  } finally {
    database.close()
  }
}

test('every migration in the folder is listed, in the order of its number', () => {
  const folder = join(import.meta.dirname, '../../src-main/store/migrations')

  const files = readdirSync(folder).filter(name => name !== 'index.ts')

  expect(files.length).toBeGreaterThan(0)
  expect(files.map(name => Number.parseInt(name, 10))).toEqual(MIGRATIONS.map(migration => migration.number))
  const numbers = MIGRATIONS.map(migration => migration.number)
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
})

test('every migration has a test by its name', () => {
  const migrations = readdirSync(join(import.meta.dirname, '../../src-main/store/migrations'))

  const tests = readdirSync(join(import.meta.dirname, 'migrations'))

  expect(tests).toEqual(migrations.filter(name => name !== 'index.ts').map(name => name.replace('.ts', '.test.ts')))
})

test('a new database has no backup', () => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')

  using _store = openStore(path, { clock })

  expect(listBackups(path)).toEqual([])
})

test('an old schema is copied, privately, before it changes', () => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')
  open(path, [first])[Symbol.dispose]()

  open(path, [first, second])[Symbol.dispose]()

  const [backup, ...others] = listBackups(path)
  expect(others).toEqual([])
  expect(basename(backup as string)).toBe('comms.db.backup-10-20261120T140211123Z')
  expect(statSync(backup as string).mode & 0o777).toBe(0o600)
  expect(valueOf(backup as string, 'PRAGMA user_version')).toBe(10)
  expect(valueOf(backup as string, 'SELECT v FROM a')).toBe('old')
  expect(valueOf(path, 'PRAGMA user_version')).toBe(20)
})

test('the newest three backups are kept', () => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')
  const steps = [10, 20, 30, 40, 50].map(number => ({
    number,
    up: (db: Parameters<Migration['up']>[0]) => db.exec(`CREATE TABLE t${number} (v)`),
  }))

  for (const [place] of steps.entries()) open(path, steps.slice(0, place + 1), NOW + place)[Symbol.dispose]()

  expect(listBackups(path).map(backup => basename(backup).split('-')[1])).toEqual(['40', '30', '20'])
  expect(readdirSync(dirname(path)).filter(name => name.includes('partial'))).toEqual([])
})

test('a migration that fails changes nothing and can be tried again', () => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')
  open(path, [first])[Symbol.dispose]()
  const broken: Migration = {
    number: 20,
    up(db) {
      db.exec(`CREATE TABLE b (v); DELETE FROM a`)
      throw new Error('half way')
    },
  }

  expect(() => open(path, [first, broken])).toThrow('half way')

  expect(valueOf(path, 'PRAGMA user_version')).toBe(10)
  expect(valueOf(path, 'SELECT v FROM a')).toBe('old')
  open(path, [first, second])[Symbol.dispose]()
  expect(valueOf(path, 'PRAGMA user_version')).toBe(20)
})

test('a newer schema is refused untouched, with what to do', () => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')
  open(path, [first, second])[Symbol.dispose]()

  expect(() => open(path, [first])).toThrow(
    expect.objectContaining({
      code: 'unfit',
      data: { schema: 20, latest: 10 },
      hint: expect.stringContaining('newer'),
    }),
  )
  expect(valueOf(path, 'PRAGMA user_version')).toBe(20)
})

test('a damaged database is refused, and its newest backup is named', () => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')
  open(path, [first])[Symbol.dispose]()
  open(path, [first, second])[Symbol.dispose]()
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(statSync(path).size - 4_096, 0xff), 0, undefined, 4_096)
  closeSync(file)

  expect(() => open(path, [first, second])).toThrow(
    expect.objectContaining({
      code: 'unfit',
      hint: expect.stringContaining('comms.db.backup-10-20261120T140211123Z'),
    }),
  )
})
