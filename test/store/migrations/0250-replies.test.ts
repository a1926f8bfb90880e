import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0250 finds the answers to a message by an index', () => {
  using given = atSchema(250)

  const plan = given.db.prepare('EXPLAIN QUERY PLAN SELECT id FROM messages WHERE reply_to = ?').all('x')

  expect(JSON.stringify(plan)).toContain('messages_by_reply_to')
})
