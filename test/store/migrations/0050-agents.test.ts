import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0050 gives one session to one agent, and lets many have none', () => {
  using given = atSchema(50)
  given.db.exec(`INSERT INTO agents VALUES ('a', 'claude', NULL, 1, 1), ('b', 'claude', NULL, 1, 1)`)
  given.db.exec(`UPDATE agents SET address = 'pty:1' WHERE name = 'a'`)

  const second = () => given.db.exec(`UPDATE agents SET address = 'pty:1' WHERE name = 'b'`)

  expect(second).toThrow(/UNIQUE/)
})
