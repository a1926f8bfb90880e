import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0110 keeps a token as a whole hash, and as nothing else', () => {
  using given = atSchema(110)
  const insert = (hash: string) =>
    given.db.exec(`INSERT INTO web_tokens (hash, created_at, used_at) VALUES ('${hash}', 1, 1)`)
  insert('a'.repeat(64))

  expect(() => insert('a'.repeat(64))).toThrow(/UNIQUE/)
  expect(() => insert('a-token-in-plain-text')).toThrow(/CHECK/)
})
