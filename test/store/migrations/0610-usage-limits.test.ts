import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0610 keeps one usage limit for each session', () => {
  using given = atSchema(610)
  const limit = `INSERT INTO usage_limits VALUES ('tmux:default/%1', 'api', 7, 'words', 'hook', 1, NULL, NULL)`
  given.db.exec(limit)

  expect(() => given.db.exec(limit)).toThrow(/UNIQUE/)
})
