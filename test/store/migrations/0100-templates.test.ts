import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0100 keeps one template to a name', () => {
  using given = atSchema(100)
  given.db.exec(`INSERT INTO templates (name, body, updated_at) VALUES ('standup', 'what is next?', 1)`)

  expect(() => given.db.exec(`INSERT INTO templates (name, body, updated_at) VALUES ('standup', 'x', 2)`)).toThrow(
    /UNIQUE/,
  )
})
