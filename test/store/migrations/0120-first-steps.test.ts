import { expect, test } from 'vitest'
import { listSteps } from '#store/steps.ts'
import { INSERT_DELIVERY, INSERT_MESSAGE, atSchema } from '../at-schema.ts'

test('0120 leaves the steps of older deliveries where they are', () => {
  using given = atSchema(110)
  given.db.exec(INSERT_MESSAGE)
  given.db.exec(INSERT_DELIVERY)
  given.db.exec(`INSERT INTO steps VALUES ('d1', 0, 'accepted', 1, 'hub', 'stored', NULL)`)
  given.db.exec(`INSERT INTO steps VALUES ('d1', 1, 'queued', 2, 'hub', 'waits', NULL)`)

  given.migrateTo(120)

  expect(
    listSteps(given.db, ['d1'])
      .get('d1')
      ?.map(step => [step.state, step.at]),
  ).toEqual([
    ['accepted', '1970-01-01T00:00:00.001Z'],
    ['queued', '1970-01-01T00:00:00.002Z'],
  ])
})

test('0120 lets no first step be changed', () => {
  using given = atSchema(120)
  given.db.exec(INSERT_MESSAGE)
  given.db.exec(INSERT_DELIVERY)

  const change = () => given.db.exec(`UPDATE deliveries SET first_steps = '[1]'`)

  expect(change).toThrow('never changed')
  expect(() => given.db.exec(`UPDATE deliveries SET state = 'held'`)).not.toThrow()
})
