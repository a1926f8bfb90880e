import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0300 keeps one token for each client, as a whole hash and as nothing else', () => {
  using given = atSchema(300)
  const insert = (name: string, hash: string) =>
    given.db.exec(`INSERT INTO mcp_clients (name, hash, used_at) VALUES ('${name}', '${hash}', 1)`)
  insert('ide', 'a'.repeat(64))

  expect(() => insert('ide', 'b'.repeat(64))).toThrow(/UNIQUE/)
  expect(() => insert('other', 'a'.repeat(64))).toThrow(/UNIQUE/)
  expect(() => insert('third', 'a-token-in-plain-text')).toThrow(/CHECK/)
})
