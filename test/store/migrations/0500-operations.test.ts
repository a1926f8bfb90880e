import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0500 gives a session one part in an operation, and a message to one operation', () => {
  using given = atSchema(500)
  given.db.exec(`
    INSERT INTO operations (id, name, started_by, state, started_at, deadline, quorum, request, content_hash)
      VALUES ('o1', 'nightly', '{}', 'running', 1, 2, 1, '{}', 'h');
    INSERT INTO operation_parts (operation_id, place, address, name, role, message_id, state)
      VALUES ('o1', 0, 'tmux:default/%1', 'api', 'worker', 'm1', 'waiting');
    INSERT INTO operation_messages (message_id, operation_id) VALUES ('m1', 'o1');
  `)
  const part = `INSERT INTO operation_parts (operation_id, place, address, name, role, message_id, state)`

  expect(() => given.db.exec(`${part} VALUES ('o1', 1, 'tmux:default/%1', 'api', 'tester', 'm2', 'waiting')`)).toThrow(
    /UNIQUE/,
  )
  expect(() => given.db.exec(`${part} VALUES ('o2', 0, 'tmux:default/%2', 'web', 'tester', 'm2', 'waiting')`)).toThrow(
    /FOREIGN KEY/,
  )
  expect(() => given.db.exec(`INSERT INTO operation_messages VALUES ('m1', 'o1')`)).toThrow(/UNIQUE/)
})
