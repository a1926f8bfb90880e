import { expect, test } from 'vitest'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import { INSERT_DELIVERY, INSERT_MESSAGE, atSchema } from '../at-schema.ts'

test('0800 leaves every message from before with its own deliveries, in their order', () => {
  using given = atSchema(700)
  const message = (id: string) => given.db.exec(INSERT_MESSAGE.replaceAll(`'m1'`, `'${id}'`))
  const delivery = (id: string, of: string) =>
    given.db.exec(INSERT_DELIVERY.replace(`'d1'`, `'${id}'`).replace(`'m1'`, `'${of}'`))
  for (const id of ['one', 'none', 'two']) message(id)
  for (const [id, of] of [
    ['d3', 'one'],
    ['d1', 'one'],
    ['d2', 'two'],
  ] as const) {
    delivery(id, of)
  }

  given.migrateTo(800)

  const idsOf = (id: string) => listDeliveriesByMessage(given.db, id).map(row => row.id)
  expect(['one', 'none', 'two'].map(idsOf)).toEqual([['d3', 'd1'], [], ['d2']])
})

test('0800 finds the deliveries of a message without reading those of others', () => {
  using given = atSchema(800)
  let sql = ''
  const spy = { prepare: (text: string) => given.db.prepare((sql = text)) }
  listDeliveriesByMessage(spy, 'm1')

  const plan = given.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('m1') as { detail: string }[]

  const steps = plan.map(({ detail }) => detail).join('\n')
  expect(steps).toContain('deliveries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
  expect(steps).not.toMatch(/SCAN|TEMP B-TREE/)
})
