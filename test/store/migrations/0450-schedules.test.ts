import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0450 keeps one run for each slot of a schedule, and a name for one schedule that is not removed', () => {
  using given = atSchema(450)
  const schedule = (id: string, removedAt: string) =>
    given.db
      .exec(`INSERT INTO schedules (id, name, what, due_when, policy, state, ending, runs, active_since, created_at,
                     updated_at, removed_at)
                   VALUES ('${id}', 'nightly', '{}', '{}', '{}', 'active', '', 0, 1, 1, 1, ${removedAt})`)
  const run = (id: string, slot: string) =>
    given.db.exec(`INSERT INTO schedule_runs (id, schedule_id, slot, cause, state, due_at, start_at, covers, detail)
                   VALUES ('${id}', 'a', '${slot}', 'time', 'waiting', 1, 1, 1, '')`)
  schedule('a', 'NULL')
  schedule('b', '5')
  run('r1', 'due:1')
  run('r2', 'due:2')

  expect(() => schedule('c', 'NULL')).toThrow(/UNIQUE/)
  expect(() => run('r3', 'due:1')).toThrow(/UNIQUE/)
  given.db.exec(`DELETE FROM schedules WHERE id = 'a'`)
  expect(given.db.prepare('SELECT count(*) AS rows FROM schedule_runs').get()).toEqual({ rows: 0 })
})
