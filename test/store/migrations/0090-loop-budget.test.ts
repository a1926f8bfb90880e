import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0090 keeps one row for each tree of messages', () => {
  using given = atSchema(90)
  given.db.exec(`INSERT INTO loop_roots (root, parked_at, reason) VALUES ('r', 1, 'too many')`)

  expect(() => given.db.exec(`INSERT INTO loop_roots (root) VALUES ('r')`)).toThrow(/UNIQUE/)
})
