import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { findMessage, insertMessage } from '#store/messages.ts'
import type { WriteTx } from '#store/handles.ts'
import { sampleMessage, testStore, uuid } from './fixtures.ts'

function countMessages(path: string): unknown {
  const outside = new Database(path, { readonly: true })
  try {
    return outside.prepare('SELECT COUNT(*) FROM messages').pluck().get()
  } finally {
    outside.close()
  }
}

test('what is written in one turn becomes visible together, and only after the commit', async () => {
  using given = testStore()
  let insideLast: unknown
  const works = Array.from({ length: 32 }, (_, n) =>
    given.write(tx => {
      insertMessage(tx, sampleMessage(n))
      insideLast = countMessages(given.path)
    }),
  )

  const first = await Promise.race(works.map((work, n) => work.then(() => n)))

  expect(first).toBe(0)
  expect(insideLast).toBe(0)
  expect(countMessages(given.path)).toBe(32)
})

test('the reader never sees a transaction that is still open', async () => {
  using given = testStore()

  const seen = await given.write(tx => {
    insertMessage(tx, sampleMessage(1))
    return { inside: findMessage(tx, uuid(1))?.body, outside: findMessage(given.read, uuid(1)) }
  })

  expect(seen).toEqual({ inside: 'body 1', outside: undefined })
})

test('a work that throws is undone alone and gets its own error back', async () => {
  using given = testStore()
  const bug = new Error('my own')

  const outcomes = await Promise.allSettled([
    given.write(tx => insertMessage(tx, sampleMessage(1))),
    given.write(tx => {
      insertMessage(tx, sampleMessage(2))
      throw bug
    }),
    given.write(tx => insertMessage(tx, sampleMessage(3))),
  ])

  expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(outcomes[1]).toHaveProperty('reason', bug)
  expect([1, 2, 3].map(n => findMessage(given.read, uuid(n)) !== undefined)).toEqual([true, false, true])
})

test('a statement that breaks a rule of the schema is undone alone', async () => {
  using given = testStore()

  const outcomes = await Promise.allSettled([
    given.write(tx => insertMessage(tx, sampleMessage(1))),
    given.write(tx => tx.prepare('INSERT INTO mailbox_reads VALUES (?, ?, 1, 1)').run('no such message', 'owner')),
  ])

  expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected'])
  expect(findMessage(given.read, uuid(1))).toBeDefined()
})

test('an async work is refused whole, because it would go on outside the transaction', async () => {
  using given = testStore()

  const write = given.write(async tx => {
    insertMessage(tx, sampleMessage(1))
    await Promise.resolve()
    throw new Error('nobody hears this')
  })

  await expect(write).rejects.toThrow(TypeError)
  expect(findMessage(given.read, uuid(1))).toBeUndefined()
})

test('a transaction is dead once its work has returned', async () => {
  using given = testStore()
  const kept = await given.write((tx): WriteTx => tx)

  expect(() => insertMessage(kept, sampleMessage(1))).toThrow('over')
  expect(() => kept.afterCommit(() => {})).toThrow('over')
})

test('callbacks run in order after the commit and before the promise goes on; those of a failed work never do', async () => {
  using given = testStore()
  const heard: string[] = []

  await Promise.allSettled([
    given
      .write(tx => {
        insertMessage(tx, sampleMessage(1))
        tx.afterCommit(() => heard.push(`first, ${String(countMessages(given.path))} there`))
      })
      .then(() => heard.push('first goes on')),
    given.write(tx => {
      tx.afterCommit(() => heard.push('never'))
      throw new Error('failed')
    }),
    given.write(tx => tx.afterCommit(() => heard.push('second'))),
  ])

  expect(heard).toEqual(['first, 1 there', 'second', 'first goes on'])
})

test('a callback that throws is reported and costs nobody the answer', async () => {
  const reported: unknown[] = []
  using given = testStore({ onError: error => reported.push(error) })
  const bug = new Error('listener')

  const value = await given.write(tx => {
    tx.afterCommit(() => {
      throw bug
    })
    return 'kept'
  })

  expect(value).toBe('kept')
  expect(reported).toEqual([bug])
})

test('a work may write more, which joins the next commit', async () => {
  using given = testStore()
  let second: Promise<unknown> | undefined

  await given.write(tx => {
    insertMessage(tx, sampleMessage(1))
    second = given.write(later => insertMessage(later, sampleMessage(2)))
  })
  await second

  expect(findMessage(given.read, uuid(2))).toBeDefined()
})

test('more work than one batch holds is all done, in order', async () => {
  using given = testStore()
  const works = Array.from({ length: 1_500 }, (_, n) => given.write(tx => insertMessage(tx, sampleMessage(n))))

  await Promise.all(works)

  const ids = given.read.prepare('SELECT id FROM messages ORDER BY sequence').all() as { id: string }[]
  expect(ids.map(row => row.id)).toEqual(Array.from({ length: 1_500 }, (_, n) => uuid(n)))
})

test('closing commits what waits and refuses what comes after', async () => {
  const given = testStore()
  const waiting = given.write(tx => insertMessage(tx, sampleMessage(1)))

  given.store[Symbol.dispose]()

  await expect(waiting).resolves.toEqual({ kind: 'inserted' })
  await expect(given.write(() => 1)).rejects.toMatchObject({ code: 'storage' })
  expect(countMessages(given.path)).toBe(1)
  given[Symbol.dispose]()
})

test('another process that keeps the write lock too long is told as storage, and forgotten once it lets go', async () => {
  using given = testStore()
  await given.write(tx => tx.prepare('PRAGMA busy_timeout = 20').all())
  using stack = new DisposableStack()
  const outside = stack.adopt(new Database(given.path), database => database.close())
  outside.exec('BEGIN IMMEDIATE')

  const locked = given.write(tx => insertMessage(tx, sampleMessage(1)))
  await expect(locked).rejects.toMatchObject({ code: 'storage', data: { sqlite: 'SQLITE_BUSY' } })
  outside.exec('COMMIT')
  const free = given.write(tx => insertMessage(tx, sampleMessage(1)))

  await expect(free).resolves.toEqual({ kind: 'inserted' })
})
