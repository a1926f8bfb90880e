import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { WriteTx } from '#store/handles.ts'
import type { Accepted, Entrance } from '#store/intake.ts'
import { SLOTS } from '#store/intake-rows.ts'
import { findMessage, insertMessage, type NewMessage } from '#store/messages.ts'
import { openStore } from '#store/open-store.ts'
import { clock, sampleMessage, tempFolder, testStore, uuid, type TestStore } from './fixtures.ts'

interface Sample extends Accepted {
  readonly message: NewMessage
}

const sample = (n: number, fields: Partial<NewMessage> = {}): Sample => ({
  id: uuid(n),
  message: sampleMessage(n, fields),
})

const enterSample = (tx: WriteTx, accepted: Accepted) =>
  insertMessage(tx, (accepted as Sample).message).kind === 'inserted'

/** Enters as the hub does; what would run a little later runs when the test says so. */
function entrance(enter: Entrance['enter'] = enterSample) {
  const later: (() => void)[] = []
  const soon = (run: () => void) => {
    later.push(run)
    return { [Symbol.dispose]: () => {} }
  }
  return { enter, soon, runLater: () => later.splice(0).forEach(run => run()) }
}

/** What another process sees in the file, which is what a crash would leave. */
function onDisk(path: string) {
  const outside = new Database(path, { readonly: true })
  try {
    const count = (sql: string) => outside.prepare(sql).pluck().get() as number
    return {
      taken: count(
        'SELECT COUNT(*) FROM intake WHERE slot > 0 AND number > (SELECT number FROM intake WHERE slot = 0)',
      ),
      messages: count('SELECT COUNT(*) FROM messages'),
      rows: count('SELECT COUNT(*) FROM intake'),
    }
  } finally {
    outside.close()
  }
}

const known = (given: TestStore, ...numbers: readonly number[]) =>
  numbers.filter(n => findMessage(given.read, uuid(n)) !== undefined)

test('what was taken in is on the disk before the answer, and in its tables once somebody reads', async () => {
  using given = testStore()
  given.store.enterWith(entrance())

  await given.store.take(sample(1))
  const before = onDisk(given.path)
  const read = findMessage(given.read, uuid(1))

  expect(before).toMatchObject({ taken: 1, messages: 0 })
  expect(read?.body).toBe('body 1')
  expect(onDisk(given.path)).toMatchObject({ taken: 0, messages: 1 })
})

test('whoever writes finds it entered, in the order of acceptance', async () => {
  using given = testStore()
  given.store.enterWith(entrance())

  const taking = Promise.all([3, 1, 2].map(n => given.store.take(sample(n))))
  await taking
  const seen = await given.write(tx => tx.prepare('SELECT id FROM messages ORDER BY sequence').all())

  expect(seen).toEqual([3, 1, 2].map(n => ({ id: uuid(n) })))
})

test('where nobody asks it is entered a little later, together with what came meanwhile', async () => {
  using given = testStore()
  const { runLater, ...way } = entrance()
  given.store.enterWith(way)
  for (const n of [1, 2, 3]) await given.store.take(sample(n))

  runLater()

  expect(onDisk(given.path)).toMatchObject({ taken: 0, messages: 3 })
})

test('accepting writes one page, whatever it comes to later', async () => {
  using given = testStore()
  given.store.enterWith(entrance())
  await given.store.take(sample(1))
  const before = given.store.walBytes()

  for (let n = 2; n <= 11; n++) await given.store.take(sample(n, { body: 'x'.repeat(100 * n) }))

  const framesOfTen = (given.store.walBytes() - before) / (4_096 + 24)
  expect(framesOfTen).toBe(10)
})

test('more than there are slots for, and larger than one, come through in their order and leave no row behind', async () => {
  using given = testStore()
  const rows = onDisk(given.path).rows
  const numbers = Array.from({ length: 5 * SLOTS }, (_, n) => n)
  const body = (n: number) => `${n} ${'größer 🙂 '.repeat(n % 7 === 0 ? 8_000 : 3)}`

  const taken = await Promise.all(numbers.map(n => given.store.take(sample(n, { body: body(n) }))))
  const before = onDisk(given.path)
  given.store.enterWith(entrance())

  expect(taken).not.toContain(false)
  expect(before).toMatchObject({ taken: numbers.length, messages: 0 })
  expect(numbers.map(n => findMessage(given.read, uuid(n))?.body)).toEqual(numbers.map(body))
  expect(given.read.prepare('SELECT id FROM messages ORDER BY sequence').all()).toEqual(
    numbers.map(n => ({ id: uuid(n) })),
  )
  expect(onDisk(given.path)).toMatchObject({ taken: 0, rows })
})

test('as soon as every slot is taken they are entered, and free again', async () => {
  using given = testStore()
  given.store.enterWith(entrance())

  for (let n = 0; n < 4 * SLOTS; n++) await given.store.take(sample(n))

  const { messages, taken } = onDisk(given.path)
  expect(messages + taken).toBe(4 * SLOTS)
  expect(taken).toBeLessThanOrEqual(SLOTS)
  expect(known(given, 4 * SLOTS - 1)).toHaveLength(1)
  expect(onDisk(given.path)).toMatchObject({ taken: 0, rows: SLOTS + 1 })
})

test('a crowd is entered at once, behind whatever was taken in before it, and takes no slot', async () => {
  using given = testStore()
  given.store.enterWith(entrance())
  await given.store.take(sample(9))

  for (let round = 1; round <= SLOTS; round++) {
    await Promise.all([1, 2, 3, 4].map(n => given.store.take(sample(10 * round + n))))
  }

  expect(onDisk(given.path)).toMatchObject({ taken: 0, messages: 1 + 4 * SLOTS, rows: SLOTS + 1 })
  const [first] = given.read.prepare('SELECT id FROM messages ORDER BY sequence LIMIT 1').all()
  expect(first).toEqual({ id: uuid(9) })
})

test('the same id is taken in once: beside another, behind it, and when it has long been entered', async () => {
  using given = testStore()
  given.store.enterWith(entrance())

  const together = await Promise.all([given.store.take(sample(1)), given.store.take(sample(1))])
  const behind = await given.store.take(sample(1))
  known(given, 1)
  const later = await given.store.take(sample(1))

  expect([...together, behind, later]).toEqual([true, false, false, false])
  expect(given.read.prepare('SELECT COUNT(*) AS count FROM messages').get()).toEqual({ count: 1 })
})

test('of a crowd that says the same twice, or what was entered before, each is taken in once', async () => {
  using given = testStore()
  given.store.enterWith(entrance())
  await given.write(tx => insertMessage(tx, sampleMessage(1)))

  const taken = await Promise.all([1, 2, 3, 3, 4].map(n => given.store.take(sample(n))))

  expect(taken).toEqual([false, true, true, false, true])
  expect(given.read.prepare('SELECT COUNT(*) AS count FROM messages').get()).toEqual({ count: 4 })
})

test('what one run took in and did not enter, the next one enters before it reads', async () => {
  using folder = tempFolder()
  const path = `${folder.path}/comms.db`
  const open = () => openStore(path, { clock, reserveBytes: 4_096 })
  {
    using first = open()
    for (let n = 0; n < 2 * SLOTS; n++) await first.take(sample(n))
  }
  expect(onDisk(path).messages).toBe(0)

  using second = open()
  second.enterWith(entrance())
  await second.take(sample(1_000))

  const ids = second.read.prepare('SELECT id FROM messages ORDER BY sequence').all()
  expect(ids).toEqual([...Array.from({ length: 2 * SLOTS }, (_, n) => n), 1_000].map(n => ({ id: uuid(n) })))
})

test('one that cannot be entered holds up nobody, is told of, and is tried again by the next run', async () => {
  using folder = tempFolder()
  const path = `${folder.path}/comms.db`
  const told: unknown[] = []
  const open = () => openStore(path, { clock, reserveBytes: 4_096, onError: error => told.push(error) })
  const bug = new Error('a bug with number 2')
  const failing = entrance((tx, accepted) => {
    const isNew = enterSample(tx, accepted)
    if (accepted.id === uuid(2)) throw bug
    return isNew
  })
  const idsIn = (store: ReturnType<typeof open>) => store.read.prepare('SELECT id FROM messages ORDER BY id').all()
  {
    using first = open()
    first.enterWith(failing)
    for (const n of [1, 2, 3]) await first.take(sample(n))
    expect(idsIn(first)).toEqual([1, 3].map(n => ({ id: uuid(n) })))
    // Its slot is used by others many times before the next start.
    for (let n = 10; n < 10 + 2 * SLOTS; n++) await first.take(sample(n))
    expect(idsIn(first)).toHaveLength(2 + 2 * SLOTS)
  }
  {
    using second = open()
    second.enterWith(failing)
    expect(told).toEqual([bug, bug])
  }

  using third = open()
  third.enterWith(entrance())

  expect(idsIn(third).slice(0, 3)).toEqual([1, 2, 3].map(n => ({ id: uuid(n) })))
  expect(onDisk(path)).toMatchObject({ taken: 0, rows: SLOTS + 1 })
})

test('while the disk fails it waits, and whoever asks then finds it', async () => {
  using given = testStore()
  let isFailing = true
  given.store.enterWith(
    entrance((tx, accepted) => {
      if (isFailing) throw new Database.SqliteError('no disk', 'SQLITE_IOERR')
      return enterSample(tx, accepted)
    }),
  )
  await given.store.take(sample(1))
  await given.store.take(sample(2))

  const meanwhile = known(given, 1, 2)
  isFailing = false

  expect(meanwhile).toEqual([])
  expect(known(given, 1, 2)).toEqual([1, 2])
})

test('every commit that others wait for still waits for the disk', async () => {
  using given = testStore()
  const seen: unknown[] = []
  const level = (tx: WriteTx) => seen.push(tx.prepare('SELECT synchronous FROM pragma_synchronous').get())
  given.store.enterWith(
    entrance((tx, accepted) => {
      level(tx)
      return enterSample(tx, accepted)
    }),
  )
  await given.store.take(sample(1))

  await given.write(level)
  await given.write(level)

  expect(seen).toEqual([1, 2, 2].map(synchronous => ({ synchronous })))
})
