import { expect, test } from 'vitest'
import { Delivery } from '#contract/delivery.ts'
import { advance } from '#domain/delivery.ts'
import type { Intent } from '#domain/observe.ts'
import type { Identity } from '#domain/ports.ts'
import {
  advanceDelivery,
  findDelivery,
  insertDeliveries,
  listDeliveriesByMessage,
  postponeDelivery,
} from '#store/deliveries.ts'
import { insertMessage } from '#store/messages.ts'
import type { DeliveryRow } from '#store/rows.ts'
import { listSteps, toReceipts } from '#store/steps.ts'
import { NOW, accept, sampleDelivery, sampleMessage, step, testStore, uuid } from './fixtures.ts'

const ID = uuid(1_000_001)

const intent: Intent = {
  at: NOW,
  activity: '42',
  activityAt: NOW - 5,
  activityGrain: 1_000,
  shownBefore: 0,
  aboveDigest: 'abc',
  prompt: null,
}

const identity: Identity = {
  address: 'tmux:default/%1',
  serverPid: 1,
  serverStartedAt: 2,
  tty: '/dev/pts/1',
  rootPid: 3,
  pid: 4,
  pidStartedAt: 5,
  kind: 'claude',
}

test('a delivery comes back as it was accepted, in the state of its last step', async () => {
  using given = testStore()

  await given.write(tx => accept(tx, 1, { delivery: { identity, submit: 'btt' } }))

  expect(findDelivery(given.read, ID)).toEqual({
    sequence: 1,
    id: ID,
    messageId: uuid(1),
    address: 'tmux:default/%1',
    name: 'api',
    senderKey: 'owner',
    lane: 'terminal',
    submit: 'btt',
    state: 'queued',
    reason: null,
    version: 0,
    attempts: 0,
    allowedAttempts: 1,
    absencesLeft: 1,
    presses: 0,
    text: 'body 1',
    identity,
    intent: null,
    dueAt: NOW,
    expiresAt: NOW + 60_000,
    createdAt: NOW,
    crashes: 0,
  } satisfies DeliveryRow)
})

test('the deliveries of a message keep the order they were accepted in, and make receipts of the promised shape', async () => {
  using given = testStore()
  await given.write(tx => {
    insertMessage(tx, sampleMessage(1))
    insertDeliveries(
      tx,
      [7, 3, 5].map(n => sampleDelivery(n, { messageId: uuid(1), name: `to ${n}` })),
    )
  })

  const receipts = toReceipts(given.read, listDeliveriesByMessage(given.read, uuid(1)))

  expect(receipts.map(receipt => receipt.to.name)).toEqual(['to 7', 'to 3', 'to 5'])
  expect(receipts.map(receipt => Delivery.parse(receipt))).toEqual(receipts)
  expect(receipts[0]?.steps).toEqual([step('accepted'), step('queued')])
})

test('each message has its own deliveries and none of its neighbours, one without any between them', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 1)
    insertMessage(tx, sampleMessage(2))
    insertMessage(tx, sampleMessage(3))
    insertDeliveries(
      tx,
      [3, 4].map(n => sampleDelivery(n, { messageId: uuid(3) })),
    )
  })
  await given.write(tx => accept(tx, 5))

  const idsOf = (n: number) => listDeliveriesByMessage(given.read, uuid(n)).map(row => row.id)

  expect([1, 2, 3, 5, 6].map(idsOf)).toEqual([[1], [], [3, 4], [5], []].map(ids => ids.map(n => uuid(1_000_000 + n))))
})

test('a delivery without its message is refused', async () => {
  using given = testStore()

  const write = given.write(tx => insertDeliveries(tx, [sampleDelivery(1)]))

  await expect(write).rejects.toThrow(/FOREIGN KEY/)
})

test('a change and the step that says so are kept together', async () => {
  using given = testStore()
  await given.write(tx => accept(tx, 1))

  const isDone = await given.write(tx =>
    advanceDelivery(tx, ID, 0, { intent, identity, attempts: 1 }, step('sending', { source: 'gate' })),
  )

  expect(isDone).toBe(true)
  expect(findDelivery(given.read, ID)).toMatchObject({ state: 'sending', version: 1, attempts: 1, intent, identity })
  expect(listSteps(given.read, [ID]).get(ID)?.at(-1)).toEqual(step('sending', { source: 'gate' }))
})

test('what the machine decided can be stored as it is, and a null empties a field', async () => {
  using given = testStore()
  await given.write(tx => accept(tx, 1, { delivery: { identity } }))
  const row = findDelivery(given.read, ID) as DeliveryRow
  const decided = advance(row, { kind: 'hold', reason: 'draft' })
  if (decided.kind === 'refused') throw new Error('the machine refused')

  await given.write(tx =>
    advanceDelivery(tx, ID, 0, { ...decided.delivery, identity: null }, step('held', { reason: 'draft' })),
  )

  expect(findDelivery(given.read, ID)).toEqual({ ...row, state: 'held', reason: 'draft', version: 1, identity: null })
})

test('of two who read the same version only the first changes anything', async () => {
  using given = testStore()
  await given.write(tx => accept(tx, 1))

  const results = await Promise.all([
    given.write(tx => advanceDelivery(tx, ID, 0, { attempts: 1 }, step('sending'))),
    given.write(tx => advanceDelivery(tx, ID, 0, {}, step('cancelled'))),
  ])

  expect(results).toEqual([true, false])
  expect(findDelivery(given.read, ID)).toMatchObject({ state: 'sending', version: 1 })
  expect(
    listSteps(given.read, [ID])
      .get(ID)
      ?.map(each => each.state),
  ).toEqual(['accepted', 'queued', 'sending'])
})

test('a delivery nobody knows cannot be changed', async () => {
  using given = testStore()

  const results = await given.write(tx => [
    advanceDelivery(tx, uuid(404), 0, {}, step('failed')),
    postponeDelivery(tx, uuid(404), 0, NOW),
  ])

  expect(results).toEqual([false, false])
})

test('a step at no moment at all is refused with the whole change', async () => {
  using given = testStore()
  await given.write(tx => accept(tx, 1))

  const write = given.write(tx => advanceDelivery(tx, ID, 0, {}, step('held', { at: 'yesterday' })))

  await expect(write).rejects.toThrow('not a timestamp')
  expect(findDelivery(given.read, ID)).toMatchObject({ state: 'queued', version: 0 })
})

test('looking later leaves no step, and makes older readers read again', async () => {
  using given = testStore()
  await given.write(tx => accept(tx, 1))

  const isPostponed = await given.write(tx => postponeDelivery(tx, ID, 0, NOW + 500))
  const isStale = await given.write(tx => advanceDelivery(tx, ID, 0, {}, step('cancelled')))

  expect([isPostponed, isStale]).toEqual([true, false])
  expect(findDelivery(given.read, ID)).toMatchObject({ dueAt: NOW + 500, version: 1, state: 'queued' })
  expect(listSteps(given.read, [ID]).get(ID)).toHaveLength(2)
})
