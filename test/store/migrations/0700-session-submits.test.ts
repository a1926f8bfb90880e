import { expect, test } from 'vitest'
import { readSessionSubmits, saveSessionSubmit } from '#store/session-submits.ts'
import { atSchema } from '../at-schema.ts'

test('0700 keeps one way to press Return for each session', () => {
  using given = atSchema(700)
  const tx = { prepare: given.db.prepare.bind(given.db), afterCommit: () => {} }

  saveSessionSubmit(tx, 'iterm2:A', 'btt')
  saveSessionSubmit(tx, 'iterm2:A', 'cr')
  saveSessionSubmit(tx, 'iterm2:B', 'btt')
  saveSessionSubmit(tx, 'iterm2:B', null)

  expect([...readSessionSubmits(given.db)]).toEqual([['iterm2:A', 'cr']])
})

test('0700 has the events that are kept tell of it', () => {
  using given = atSchema(610)
  const insert = 'INSERT INTO events (at, type, data) VALUES (1, ?, ?)'
  given.db.prepare(insert).run('session.changed', '{"name":"a"}')
  given.db.prepare(insert).run('group.removed', '{"name":"a"}')

  given.migrateTo(700)

  const rows = given.db.prepare('SELECT data FROM events ORDER BY number').all() as { data: string }[]
  expect(rows.map(({ data }) => JSON.parse(data) as unknown)).toEqual([
    { name: 'a', submit: { way: 'auto', from: 'usual' } },
    { name: 'a' },
  ])
})
