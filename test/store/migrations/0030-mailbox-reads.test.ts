import { expect, test } from 'vitest'
import { INSERT_MESSAGE, atSchema } from '../at-schema.ts'

test('0030 remembers one reading for each message and reader', () => {
  using given = atSchema(20)
  given.db.exec(INSERT_MESSAGE)

  given.migrateTo(30)
  given.db.exec(`INSERT INTO mailbox_reads VALUES ('m1', 'api', 1, NULL), ('m1', 'web', 1, NULL)`)

  expect(() => given.db.exec(`INSERT INTO mailbox_reads VALUES ('m1', 'api', 2, NULL)`)).toThrow(/UNIQUE/)
  expect(() => given.db.exec(`INSERT INTO mailbox_reads VALUES ('absent', 'api', 2, NULL)`)).toThrow(/FOREIGN KEY/)
})
