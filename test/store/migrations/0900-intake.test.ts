import { expect, test } from 'vitest'
import { listIntake, SLOT_BYTES, SLOTS } from '#store/intake-rows.ts'
import { atSchema, INSERT_MESSAGE } from '../at-schema.ts'

test('0900 makes an empty intake and leaves what was accepted before where it is', () => {
  using given = atSchema(800)
  given.db.exec(INSERT_MESSAGE)

  given.migrateTo(900)

  expect(listIntake(given.db)).toEqual([])
  expect(given.db.prepare('SELECT COUNT(*) AS count FROM messages').get()).toEqual({ count: 1 })
})

test('0900 gives each slot a page of its own', () => {
  using given = atSchema(900)

  const pages = given.db
    .prepare(`SELECT COUNT(*) AS count FROM dbstat WHERE name = 'intake' AND pagetype = 'leaf' AND payload > ?`)
    .get(SLOT_BYTES)

  expect(pages).toEqual({ count: SLOTS })
})
