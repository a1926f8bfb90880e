import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0040 removes the members with their group', () => {
  using given = atSchema(40)
  given.db.exec(`INSERT INTO target_groups VALUES ('api', 'fixed', NULL, 1)`)
  given.db.exec(`INSERT INTO group_members (group_name, member) VALUES ('api', 'one')`)

  given.db.exec('DELETE FROM target_groups')

  expect(given.db.prepare('SELECT * FROM group_members').all()).toEqual([])
})
