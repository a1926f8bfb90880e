import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0601 keeps one level for each and one snooze for each', () => {
  using given = atSchema(601)
  const level = `INSERT INTO notice_levels VALUES ('@api', '@api', 'none')`
  const snooze = `INSERT INTO snoozes VALUES ('tmux:default/%1', 'session', 'api', 1)`
  given.db.exec(`${level}; ${snooze}`)

  expect(() => given.db.exec(level)).toThrow(/UNIQUE/)
  expect(() => given.db.exec(snooze)).toThrow(/UNIQUE/)
})
