import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0602 keeps a rule once, off and untested until somebody says otherwise', () => {
  using given = atSchema(602)
  given.db.exec(`INSERT INTO rules (name, draft) VALUES ('deploys', '{}')`)

  expect(given.db.prepare('SELECT is_on, is_tested, copies FROM rules').all()).toEqual([
    { is_on: 0, is_tested: 0, copies: 0 },
  ])
  expect(() => given.db.exec(`INSERT INTO rules (name, draft) VALUES ('deploys', '{}')`)).toThrow(/UNIQUE/)
})
