import { expect, test } from 'vitest'
import { LOOP_WINDOWS } from '#domain/loop-guard.ts'
import {
  countForLoopGuard,
  findLatestFromAgents,
  findLoopRoot,
  listParkedRoots,
  parkRoot,
  resetRoot,
} from '#store/loop-budget.ts'
import { NOW, accept, planOf, spyOnSql, testStore, uuid } from './fixtures.ts'

const ROOT = uuid(1)
const web = { kind: 'agent', name: 'web', address: 'pty:w' } as const

const question = { root: ROOT, from: web, senderKey: 'web', addresses: ['pty:a', 'pty:b'], now: NOW }

/** Messages of `web` under the root, one to each of these addresses, all at one moment. */
async function say(given: ReturnType<typeof testStore>, start: number, at: number, addresses: readonly string[]) {
  await given.write(tx => {
    for (const [place, address] of addresses.entries()) {
      accept(tx, start + place, {
        message: { from: web, root: ROOT, at },
        delivery: { senderKey: 'web', address, createdAt: at },
      })
    }
  })
}

test('the guard hears what was said within its windows, to the busiest of the recipients', async () => {
  using given = testStore()
  await say(given, 10, NOW, ['pty:a', 'pty:b', 'pty:b', 'pty:c', 'pty:c', 'pty:c'])
  await say(given, 20, NOW - LOOP_WINDOWS.minute - 1, ['pty:b'])
  await say(given, 30, NOW - LOOP_WINDOWS.root - 1, ['pty:b'])

  const counts = countForLoopGuard(given.read, question)

  expect(counts).toEqual({ underRoot: 7, toRecipient: 2, bySender: 6, parked: null })
})

test('somebody else’s messages count for nobody', async () => {
  using given = testStore()
  await say(given, 10, NOW, ['pty:a'])

  const counts = countForLoopGuard(given.read, {
    ...question,
    root: uuid(2),
    from: { kind: 'agent', name: 'other' },
    senderKey: 'other',
  })

  expect(counts).toEqual({ underRoot: 0, toRecipient: 0, bySender: 0, parked: null })
})

test('a parked tree stays parked for its first reason until a person resets it', async () => {
  using given = testStore()

  const results = await given.write(tx => [parkRoot(tx, ROOT, NOW, 'first'), parkRoot(tx, ROOT, NOW + 1, 'second')])

  expect(results).toEqual([true, false])
  expect(countForLoopGuard(given.read, question).parked).toBe('first')
  expect(listParkedRoots(given.read)).toEqual([{ root: ROOT, parkedAt: NOW, reason: 'first', resetAt: null }])
})

test('a reset starts a new count and can be needed again', async () => {
  using given = testStore()
  await say(given, 10, NOW - 1, ['pty:a', 'pty:a'])
  await given.write(tx => parkRoot(tx, ROOT, NOW - 1, 'too many'))

  const results = await given.write(tx => [resetRoot(tx, ROOT, NOW), resetRoot(tx, ROOT, NOW)])

  expect(results).toEqual([true, false])
  expect(countForLoopGuard(given.read, question)).toMatchObject({ underRoot: 0, parked: null })
  expect(listParkedRoots(given.read)).toEqual([])
  expect(await given.write(tx => parkRoot(tx, ROOT, NOW + 1, 'again'))).toBe(true)
  expect(findLoopRoot(given.read, ROOT)).toMatchObject({ reason: 'again', resetAt: NOW })
})

test('what an agent says next follows the latest thing another agent said to it', async () => {
  using given = testStore()
  const owner = { kind: 'owner', name: 'owner', address: null } as const
  await given.write(tx => {
    accept(tx, 1, { message: { from: web, hops: 2 }, delivery: { address: 'pty:a', createdAt: NOW - 10 } })
    accept(tx, 2, { message: { from: web, hops: 4 }, delivery: { address: 'pty:a', createdAt: NOW - 5 } })
    accept(tx, 3, { message: { from: owner }, delivery: { address: 'pty:a', createdAt: NOW } })
    accept(tx, 4, { message: { from: web, hops: 9 }, delivery: { address: 'pty:b', createdAt: NOW } })
  })

  expect(findLatestFromAgents(given.read, 'pty:a', NOW - 60)).toEqual({ root: uuid(2), hops: 4 })
  expect(findLatestFromAgents(given.read, 'pty:a', NOW - 4)).toBeUndefined()
})

test('no count reads a whole table', () => {
  using given = testStore()
  const spy = spyOnSql(given.read)
  countForLoopGuard(spy, question)
  findLatestFromAgents(spy, 'pty:a', NOW)

  const plans = spy.sql.flatMap(sql => planOf(given.read, sql, ['a', 'b', 'c'].slice(0, sql.split('?').length - 1)))

  expect(spy.sql).toHaveLength(5)
  expect(plans.filter(line => /SCAN (messages|deliveries|loop_roots|d|m)\b/.test(line))).toEqual([])
  expect(plans.filter(line => line.includes('deliveries_by_address'))).toEqual([
    'SEARCH deliveries USING INDEX deliveries_by_address (address=? AND created_at>?)',
    'SEARCH d USING INDEX deliveries_by_address (address=? AND created_at>?)',
  ])
})
