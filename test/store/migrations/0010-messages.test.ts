import { expect, test } from 'vitest'
import { INSERT_MESSAGE, atSchema } from '../at-schema.ts'

test('0010 keeps a message id once and gives numbers that grow', () => {
  using given = atSchema(10)
  given.db.exec(INSERT_MESSAGE)

  const again = () => given.db.exec(INSERT_MESSAGE)

  expect(again).toThrow(/UNIQUE/)
  expect(given.db.prepare('SELECT sequence FROM messages').all()).toEqual([{ sequence: 1 }])
})

test('0010 refuses a moment that is no whole number', () => {
  using given = atSchema(10)

  expect(() => given.db.exec(INSERT_MESSAGE.replace(`'task', 1,`, `'task', 1.5,`))).toThrow(/INTEGER/)
})
