import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0600 keeps the quiet hours of each one once', () => {
  using given = atSchema(600)
  given.db.exec(`INSERT INTO quiet_hours (who, times) VALUES ('owner', '{}')`)

  expect(() => given.db.exec(`INSERT INTO quiet_hours (who, times) VALUES ('owner', '{}')`)).toThrow(/UNIQUE/)
})
