import { expect, test } from 'vitest'
import type { DeliveryState } from '#contract/delivery.ts'
import { END_STATES } from '#contract/delivery.ts'
import { DeliveryState as States } from '#contract/delivery.ts'
import { isEnded, isInFlight, isWaiting } from '#domain/delivery.ts'
import {
  countActiveByState,
  findDeliveryAhead,
  findDueDeliveries,
  findNextDueAt,
  listActive,
  listActiveForAddress,
  listDeliveriesForLog,
  listRecentForAddress,
  listUnfinished,
} from '#store/delivery-lists.ts'
import { findDelivery } from '#store/deliveries.ts'
import type { ReadDb } from '#store/handles.ts'
import type { DeliveryRow } from '#store/rows.ts'
import { NOW, accept, planOf, sampleMessage, spyOnSql, step, testStore, uuid } from './fixtures.ts'

/** One delivery in each state, accepted in the order of the contract. */
async function oneInEachState(given: ReturnType<typeof testStore>): Promise<readonly DeliveryState[]> {
  await given.write(tx => {
    for (const [n, state] of States.options.entries()) accept(tx, n, { delivery: { steps: [step(state)] } })
  })
  return States.options
}

const statesOf = (rows: readonly DeliveryRow[]) => rows.map(row => row.state)
const namesOf = (rows: readonly DeliveryRow[]) => rows.map(row => row.name)

test('every list agrees with the machine about which states it holds', async () => {
  using given = testStore()
  const all = await oneInEachState(given)

  expect(statesOf(findDueDeliveries(given.read, NOW, 100))).toEqual(all.filter(isWaiting))
  expect(statesOf(listUnfinished(given.read))).toEqual(all.filter(isInFlight))
  expect(statesOf(listActive(given.read))).toEqual(all.filter(state => !isEnded(state)))
  expect(Object.keys(countActiveByState(given.read)).sort()).toEqual(all.filter(state => !isEnded(state)).sort())
  expect(END_STATES.length).toBeGreaterThan(0)
})

test('what is due comes longest due first, and what is not due yet stays out', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 1, { delivery: { name: 'late', dueAt: NOW - 1 } })
    accept(tx, 2, { delivery: { name: 'tomorrow', dueAt: NOW + 1 } })
    accept(tx, 3, { delivery: { name: 'latest', dueAt: NOW - 2 } })
    accept(tx, 4, { delivery: { name: 'now', dueAt: NOW } })
  })

  expect(namesOf(findDueDeliveries(given.read, NOW, 100))).toEqual(['latest', 'late', 'now'])
  expect(namesOf(findDueDeliveries(given.read, NOW, 1))).toEqual(['latest'])
  expect(findNextDueAt(given.read)).toBe(NOW - 2)
})

test('nothing waits in an empty store', () => {
  using given = testStore()

  expect(findDueDeliveries(given.read, NOW, 100)).toEqual([])
  expect(findNextDueAt(given.read)).toBeUndefined()
  expect(countActiveByState(given.read)).toEqual({})
})

test('one waits only behind its own sender to its own target', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 1, { delivery: { steps: [step('confirmed')] } })
    accept(tx, 2, { delivery: { senderKey: 'other' } })
    accept(tx, 3, { delivery: { address: 'pty:else' } })
    accept(tx, 4, { delivery: { steps: [step('held', { reason: 'draft' })] } })
    accept(tx, 5)
    accept(tx, 6)
  })
  const get = (n: number) => findDelivery(given.read, uuid(1_000_000 + n)) as DeliveryRow

  expect(findDeliveryAhead(given.read, get(4))).toBeUndefined()
  expect(findDeliveryAhead(given.read, get(6))?.id).toBe(get(4).id)
})

test('a target shows what waits for it, and what it got last', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 1, { delivery: { name: 'a', steps: [step('confirmed')] } })
    accept(tx, 2, { delivery: { name: 'b' } })
    accept(tx, 3, { delivery: { name: 'c' } })
    accept(tx, 4, { delivery: { name: 'd', address: 'pty:else' } })
  })

  expect(namesOf(listActiveForAddress(given.read, 'tmux:default/%1'))).toEqual(['b', 'c'])
  expect(namesOf(listRecentForAddress(given.read, 'tmux:default/%1', 2))).toEqual(['c', 'b'])
  expect(listRecentForAddress(given.read, 'pty:absent', 2)).toEqual([])
})

test('the log pages through deliveries by number, with who said what', async () => {
  using given = testStore()
  const from = { kind: 'agent', name: 'web', address: 'pty:w' } as const
  await given.write(tx => {
    for (let n = 1; n <= 5; n++) accept(tx, n, { message: { from } })
  })
  const numbers = (window: { after?: number; limit: number }) =>
    listDeliveriesForLog(given.read, window).map(row => row.delivery.sequence)

  expect(numbers({ limit: 2 })).toEqual([4, 5])
  expect(numbers({ after: 0, limit: 2 })).toEqual([1, 2])
  expect(numbers({ after: 4, limit: 100 })).toEqual([5])
  expect(listDeliveriesForLog(given.read, { limit: 1 })[0]).toMatchObject({
    from,
    body: sampleMessage(5).body,
    delivery: { id: uuid(1_000_005) },
  })
})

test.each<readonly [string, string, (db: ReadDb) => unknown, readonly (string | number)[]]>([
  ['deliveries that are due', 'deliveries_due', db => findDueDeliveries(db, NOW, 10), [NOW, 10]],
  ['the next due moment', 'deliveries_due', findNextDueAt, []],
  ['all that is active', 'deliveries_active', listActive, []],
  ['what a crash left', 'deliveries_active', listUnfinished, []],
  ['counts by state', 'deliveries_active', countActiveByState, []],
  ['what waits for a target', 'deliveries_active', db => listActiveForAddress(db, 'a'), ['a']],
  [
    'what is ahead',
    'deliveries_active',
    db => findDeliveryAhead(db, { sequence: 9, senderKey: 's', address: 'a' }),
    ['a', 9, 's'],
  ],
  ['what a target got last', 'deliveries_by_address', db => listRecentForAddress(db, 'a', 5), ['a', 5]],
])('%s are read from the index %s', (_what, index, ask, values) => {
  using given = testStore()
  const spy = spyOnSql(given.read)
  ask(spy)

  const plan = planOf(given.read, spy.sql[0] as string, values)

  expect(plan[0]).toContain(index)
})

test('deliveries that are due need no sorting', () => {
  using given = testStore()
  const spy = spyOnSql(given.read)
  findDueDeliveries(spy, NOW, 10)

  const plan = planOf(given.read, spy.sql[0] as string, [NOW, 10])

  expect(plan).toEqual([expect.stringMatching(/^SEARCH deliveries USING INDEX deliveries_due \(due_at<\?\)$/)])
})
