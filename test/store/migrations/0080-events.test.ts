import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0080 never gives a number twice, even after all events are gone', () => {
  using given = atSchema(80)
  given.db.exec(`INSERT INTO events (at, type, data) VALUES (1, 'a', '{}'), (2, 'b', '{}')`)

  given.db.exec('DELETE FROM events')
  given.db.exec(`INSERT INTO events (at, type, data) VALUES (3, 'c', '{}')`)

  expect(given.db.prepare('SELECT number FROM events').all()).toEqual([{ number: 3 }])
})
