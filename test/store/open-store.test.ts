import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { HubError } from '#contract/errors.ts'
import type { ReadDb } from '#store/handles.ts'
import { findMessage, insertMessage } from '#store/messages.ts'
import { openStore } from '#store/open-store.ts'
import { checkSqliteVersion } from '#store/pragmas.ts'
import { clock, sampleMessage, tempFolder, testStore, uuid } from './fixtures.ts'

const fullFsync = process.platform === 'darwin' ? 1 : 0

const SETTINGS = {
  journal_mode: 'wal',
  synchronous: 2,
  fullfsync: fullFsync,
  checkpoint_fullfsync: fullFsync,
  foreign_keys: 1,
  trusted_schema: 0,
  busy_timeout: 5_000,
}

function readSettings(db: ReadDb) {
  return Object.fromEntries(
    Object.keys(SETTINGS).map(name => [name, Object.values(db.prepare(`PRAGMA ${name}`).get() as object)[0]]),
  )
}

function failureOf(open: () => unknown): HubError {
  try {
    open()
  } catch (error) {
    if (error instanceof HubError) return error
    throw error
  }
  throw new Error('nothing failed')
}

test('both connections run with the settings that keep an accepted message', async () => {
  using given = testStore()

  const writer = await given.write(tx => readSettings(tx))
  // Inside a transaction it is the reader that answers.
  const reader = await given.write(() => readSettings(given.read))

  expect(writer).toEqual(SETTINGS)
  expect(reader).toEqual(SETTINGS)
})

test('the reading connection refuses to write even when its type is evaded', () => {
  using given = testStore()

  const write = () => given.read.prepare(`INSERT INTO settings VALUES ('a', '1') RETURNING key`).get()

  expect(write).toThrow(/readonly/)
})

test('the database and its logs are for their owner only, whatever the umask says', async () => {
  const before = process.umask(0)
  try {
    using given = testStore()
    await given.write(tx => insertMessage(tx, sampleMessage(1)))

    const modes = ['', '-wal', '-shm'].map(suffix => statSync(given.path + suffix).mode & 0o777)

    expect(modes).toEqual([0o600, 0o600, 0o600])
    expect(statSync(join(given.path, '../reserve.bin')).mode & 0o777).toBe(0o600)
  } finally {
    process.umask(before)
  }
})

test('a database that others could read is closed to them at the next opening', () => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')
  openStore(path, { clock })[Symbol.dispose]()
  chmodSync(path, 0o644)

  using _store = openStore(path, { clock })

  expect(['', '-wal', '-shm'].map(suffix => statSync(path + suffix).mode & 0o777)).toEqual([0o600, 0o600, 0o600])
})

test('what was written is there after closing and opening again', async () => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')
  {
    using store = openStore(path, { clock })
    await store.write(tx => insertMessage(tx, sampleMessage(1)))
  }

  using store = openStore(path, { clock })

  expect(findMessage(store.read, uuid(1))?.body).toBe('body 1')
})

test.each([
  ['a link', (path: string) => symlinkSync('/dev/null', path)],
  ['a folder', (path: string) => mkdirSync(path)],
  ['text', (path: string) => writeFileSync(path, 'these are no tables '.repeat(500))],
  ['the database of another program', (path: string) => new Database(path).exec('CREATE TABLE theirs (a)').close()],
])('%s in place of the database is refused', (_what, put) => {
  using folder = tempFolder()
  const path = join(folder.path, 'comms.db')
  put(path)

  const failure = failureOf(() => openStore(path, { clock }))

  expect(failure.code).toBe('unfit')
  expect(failure.hint).not.toBe('')
})

test('a missing folder is named, not made', () => {
  using folder = tempFolder()

  const failure = failureOf(() => openStore(join(folder.path, 'absent', 'comms.db'), { clock }))

  expect(failure.code).toBe('unfit')
  expect(failure.message).toContain('absent')
})

test.each(['3.51.2', '3.9.99', '2.99.0'])('SQLite %s is too old', version => {
  expect(failureOf(() => checkSqliteVersion(version)).code).toBe('unfit')
})

test.each(['3.51.3', '3.52.0', '4.0.0'])('SQLite %s will do', version => {
  expect(() => checkSqliteVersion(version)).not.toThrow()
})

test('a log that a pinned reader keeps from shrinking raises the alarm, and shrinks once the reader is gone', async () => {
  using given = testStore()
  const outside = new Database(given.path, { readonly: true })
  outside.exec('BEGIN; SELECT COUNT(*) FROM messages')
  for (let n = 0; n < 17; n++) {
    await given.write(tx => {
      for (let part = 0; part < 4; part++) insertMessage(tx, sampleMessage(n * 4 + part, { body: 'x'.repeat(1 << 20) }))
    })
  }

  const pinned = given.store.checkpoint()
  outside.close()
  const freed = given.store.checkpoint()
  await given.write(tx => insertMessage(tx, sampleMessage(999)))

  expect(pinned.isAlarming).toBe(true)
  expect(freed.walBytes).toBeGreaterThan(0)
  expect(given.store.walBytes()).toBeLessThanOrEqual(16 * 1024 * 1024)
})
