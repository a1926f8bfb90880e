import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0200 keeps one verdict for each version of Claude Code', () => {
  using given = atSchema(200)
  const insert = (state: string) =>
    given.db.exec(`INSERT INTO inbox_versions (version, state, evidence, at) VALUES ('9.9.9', '${state}', 'seen', 1)`)
  insert('proved')

  expect(() => insert('off')).toThrow(/UNIQUE/)
  expect(() => insert('perhaps')).toThrow(/CHECK/)
})
