import { expect, test } from 'vitest'
import { INSERT_DELIVERY, INSERT_MESSAGE, atSchema } from '../at-schema.ts'

test('0020 leaves messages alone and binds each delivery to one', () => {
  using given = atSchema(10)
  given.db.exec(INSERT_MESSAGE)

  given.migrateTo(20)
  given.db.exec(INSERT_DELIVERY)

  expect(given.db.prepare('SELECT body FROM messages').all()).toEqual([{ body: 'hello' }])
  expect(() => given.db.exec(INSERT_DELIVERY.replace(`'d1', 'm1'`, `'d2', 'absent'`))).toThrow(/FOREIGN KEY/)
})

test('0020 lets no step be changed', () => {
  using given = atSchema(20)
  given.db.exec(INSERT_MESSAGE)
  given.db.exec(INSERT_DELIVERY)
  given.db.exec(`INSERT INTO steps VALUES ('d1', 0, 'queued', 1, 'hub', 'because', NULL)`)

  const change = () => given.db.exec(`UPDATE steps SET evidence = 'another'`)

  expect(change).toThrow('never changed')
})
