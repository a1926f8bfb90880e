import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test.each([`UPDATE audit SET who = 'nobody'`, 'DELETE FROM audit'])('0070 refuses %s', sql => {
  using given = atSchema(70)
  given.db.exec(`INSERT INTO audit VALUES (1, 1, 'owner', 'hub', 'send', 'api', 'ok', 'h')`)

  expect(() => given.db.exec(sql)).toThrow('append-only')
})
