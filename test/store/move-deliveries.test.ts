import { expect, test } from 'vitest'
import type { Identity } from '#domain/ports.ts'
import { findDelivery } from '#store/deliveries.ts'
import { listMailbox, markRead } from '#store/mailbox.ts'
import { listSessionIdsAt, moveDeliveries } from '#store/move-deliveries.ts'
import { accept, sampleDelivery, step, testStore, uuid } from './fixtures.ts'

const PANE = 'tmux:default/%1'
const AWAY = 'claude:cf5db66c'
const identityOf = (address: string, sessionId: string): Identity => ({
  ...{ address, sessionId, serverPid: 10, serverStartedAt: 1, tty: '/dev/pts/3', rootPid: 11 },
  ...{ pid: 12, pidStartedAt: 1, kind: 'claude' },
})

test('a conversation takes along its own mail, and leaves the rest of its terminal where it is', async () => {
  using given = testStore()
  const mail = (sessionId: string, fields: Partial<ReturnType<typeof sampleDelivery>> = {}) => ({
    delivery: { lane: 'mailbox' as const, identity: identityOf(PANE, sessionId), ...fields },
  })
  await given.write(tx => {
    accept(tx, 1, mail('mine'))
    accept(tx, 2, mail('another'))
    accept(tx, 3, mail('mine', { lane: 'terminal' }))
    accept(tx, 4, mail('mine', { lane: 'inbox', steps: [step('accepted'), step('submitted')] }))
    accept(tx, 5, mail('mine', { lane: 'terminal', steps: [step('accepted'), step('confirmed')] }))
    accept(tx, 6, { delivery: { lane: 'mailbox' } })
    markRead(tx, uuid(5), PANE, 7)
  })

  const identity = { ...identityOf(AWAY, 'forked'), serverPid: 0, tty: '' }
  const waiting = await given.write(tx =>
    moveDeliveries(tx, { from: PANE, to: AWAY, name: 'anna', identity, sessionIds: ['mine', 'forked'] }),
  )

  const reader = { key: AWAY, addresses: [AWAY], place: identity }
  const addresses = [1, 2, 3, 4, 5, 6].map(n => findDelivery(given.read, sampleDelivery(n).id)?.address)
  expect(waiting).toEqual([sampleDelivery(1).id])
  expect(addresses).toEqual([AWAY, PANE, PANE, PANE, AWAY, PANE])
  expect(listMailbox(given.read, reader, { unreadOnly: false, limit: 9 }).map(({ readAt }) => readAt)).toEqual([
    null,
    7,
  ])
  expect(listSessionIdsAt(given.read, PANE).toSorted()).toEqual(['another', 'mine'])
})
