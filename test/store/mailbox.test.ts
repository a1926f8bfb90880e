import { expect, test } from 'vitest'
import { InboxMessage } from '#contract/mailbox.ts'
import { findInMailbox, listMailbox, markAcked, markRead, toInboxMessage, type Reader } from '#store/mailbox.ts'
import { insertDeliveries } from '#store/deliveries.ts'
import type { ReadDb } from '#store/handles.ts'
import { NOW, accept, planOf, sampleDelivery, spyOnSql, step, testStore, uuid } from './fixtures.ts'

const api: Reader = { key: 'api', addresses: ['tmux:default/%1'] }
const web: Reader = { key: 'web', addresses: ['tmux:default/%2'] }

function bodies(db: ReadDb, reader: Reader, unreadOnly = true, limit = 100): readonly string[] {
  return listMailbox(db, reader, { unreadOnly, limit }).map(row => row.message.body)
}

test('a mailbox holds what was sent to its addresses, and nobody else’s', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 1)
    accept(tx, 2, { delivery: { address: 'tmux:default/%9', name: 'api' } })
    accept(tx, 3, { delivery: { name: 'old name' } })
    accept(tx, 4, { delivery: { name: 'web', address: 'tmux:default/%2' } })
  })

  expect(bodies(given.read, api)).toEqual(['body 1', 'body 3'])
  expect(bodies(given.read, web)).toEqual(['body 4'])
  expect(bodies(given.read, { key: 'nobody', addresses: [] })).toEqual([])
})

test('what was sent to another place that had the address before is not found by whoever lives there now', async () => {
  using given = testStore()
  const now = { serverPid: 20, serverStartedAt: 2_000, tty: '/dev/pts/3', rootPid: 21 }
  const sentTo = (place: typeof now) => ({
    delivery: { identity: { ...place, address: 'tmux:default/%1', pid: 99, pidStartedAt: 1, kind: 'claude' } },
  })
  await given.write(tx => {
    accept(tx, 1, sentTo({ serverPid: 10, serverStartedAt: 1_000, tty: '/dev/pts/3', rootPid: 11 }))
    accept(tx, 2, sentTo(now))
    accept(tx, 3, sentTo({ ...now, tty: '/dev/pts/7', rootPid: 35 }))
    accept(tx, 4, sentTo({ ...now, serverPid: 10, serverStartedAt: 1_000 }))
    accept(tx, 5)
  })

  const mine = { ...api, place: now }
  expect(bodies(given.read, mine, false)).toEqual(['body 2', 'body 3', 'body 4', 'body 5'])
  expect(findInMailbox(given.read, mine, uuid(1))).toEqual({ kind: 'none' })
  expect(bodies(given.read, api, false)).toHaveLength(5)
})

test('a message sent twice to the same reader is listed once', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 1)
    insertDeliveries(tx, [sampleDelivery(2, { messageId: uuid(1), address: 'pty:other' })])
  })

  expect(bodies(given.read, api)).toEqual(['body 1'])
})

test.each(['cancelled', 'expired', 'failed', 'skipped'] as const)('what was %s is in no mailbox', async state => {
  using given = testStore()

  await given.write(tx => accept(tx, 1, { delivery: { steps: [step(state)] } }))

  expect(bodies(given.read, api, false)).toEqual([])
  expect(findInMailbox(given.read, api, uuid(1))).toEqual({ kind: 'none' })
})

test('of too many unread messages the oldest are listed, of all messages the newest', async () => {
  using given = testStore()
  await given.write(tx => {
    for (let n = 1; n <= 4; n++) accept(tx, n)
  })

  expect(bodies(given.read, api, true, 2)).toEqual(['body 1', 'body 2'])
  expect(bodies(given.read, api, false, 2)).toEqual(['body 3', 'body 4'])
})

test('reading counts once, for one reader, and keeps its first moment', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 1)
    insertDeliveries(tx, [sampleDelivery(2, { messageId: uuid(1), address: 'tmux:default/%2' })])
  })

  const first = await given.write(tx => markRead(tx, uuid(1), 'api', NOW + 1))
  const second = await given.write(tx => markRead(tx, uuid(1), 'api', NOW + 2))

  expect([first, second]).toEqual([true, false])
  expect(bodies(given.read, api)).toEqual([])
  expect(bodies(given.read, web)).toEqual(['body 1'])
  expect(listMailbox(given.read, api, { unreadOnly: false, limit: 1 })[0]?.readAt).toBe(NOW + 1)
})

test('acknowledging is reading too, and counts once', async () => {
  using given = testStore()
  await given.write(tx => accept(tx, 1))

  const first = await given.write(tx => markAcked(tx, uuid(1), 'api', NOW + 1))
  const second = await given.write(tx => markAcked(tx, uuid(1), 'api', NOW + 2))

  expect([first, second]).toEqual([true, false])
  expect(findInMailbox(given.read, api, uuid(1))).toMatchObject({
    kind: 'one',
    row: { readAt: NOW + 1, ackedAt: NOW + 1 },
  })
})

test('a message that does not exist cannot be read', async () => {
  using given = testStore()

  await expect(given.write(tx => markRead(tx, uuid(404), 'api', NOW))).rejects.toThrow(/FOREIGN KEY/)
})

test('a short id means a message of this mailbox only', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 0xa1)
    accept(tx, 0xa2)
    accept(tx, 0xa3, { delivery: { name: 'web', address: 'tmux:default/%2' } })
  })

  expect(findInMailbox(given.read, api, '000000a1')).toMatchObject({
    kind: 'one',
    row: { message: { id: uuid(0xa1) } },
  })
  expect(findInMailbox(given.read, api, '000000a3')).toEqual({ kind: 'none' })
  expect(findInMailbox(given.read, api, '0189')).toEqual({ kind: 'many', ids: [uuid(0xa1), uuid(0xa2)] })
  expect(findInMailbox(given.read, web, '0189')).toMatchObject({ kind: 'one', row: { message: { id: uuid(0xa3) } } })
})

test('a message in a mailbox has the shape the contract promises', async () => {
  using given = testStore()
  await given.write(tx => {
    accept(tx, 1)
    accept(tx, 2)
    markRead(tx, uuid(2), 'api', NOW)
  })

  const messages = listMailbox(given.read, api, { unreadOnly: false, limit: 5 }).map(toInboxMessage)

  expect(messages.map(message => InboxMessage.parse(message))).toEqual(messages)
  expect(messages.map(message => message.readAt)).toEqual([null, new Date(NOW).toISOString()])
})

test('a mailbox is read from indexes', () => {
  using given = testStore()
  const spy = spyOnSql(given.read)
  listMailbox(spy, api, { unreadOnly: true, limit: 10 })

  const plan = planOf(given.read, spy.sql[0] as string, ['api', '["a"]', null, 10]).join('\n')

  expect(plan).toContain('deliveries_by_address')
  expect(plan).not.toMatch(/SCAN (m|d)\b/)
})
