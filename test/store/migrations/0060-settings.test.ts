import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0060 keeps one value for each key', () => {
  using given = atSchema(60)
  given.db.exec(`INSERT INTO settings VALUES ('a', '1')`)

  expect(() => given.db.exec(`INSERT INTO settings VALUES ('a', '2')`)).toThrow(/UNIQUE/)
})
