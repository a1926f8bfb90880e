import { expect, it } from 'vitest'
import { FRESH } from '#domain/delivery.ts'
import { decideMove, type Intent, type Sight } from '#domain/observe.ts'
import { Announcer } from '#hub/announce.ts'
import { changeDelivery } from '#hub/change-delivery.ts'
import { advanceDelivery, findDelivery, insertDeliveries } from '#store/deliveries.ts'
import { listSteps } from '#store/steps.ts'
import { accept, NOW, sampleDelivery, step, testStore, uuid } from '../store/fixtures.ts'

const WRITTEN = 1_000_000

const intent: Intent = {
  at: WRITTEN,
  activity: 'unmoved',
  activityAt: WRITTEN - 60_000,
  activityGrain: 1_000,
  shownBefore: 0,
  aboveDigest: 'same',
  prompt: null,
}

const untouched: Sight = {
  composer: 'empty',
  isCommand: false,
  shown: 0,
  aboveDigest: 'same',
  isBusy: false,
  pressGate: { kind: 'open', evidence: '' },
  activity: 'unmoved',
  unread: 0,
  line: '',
}

/** What the hub does after a restart with a text that may have been written, at a moment, `watched` ms into its life. */
function decideAfterRestart(now: number, watched: number) {
  const delivery = { ...FRESH, state: 'sending' as const, lane: 'terminal' as const, attempts: 1, expiresAt: Infinity }
  const watch = { now, writtenAt: now - watched, echoSince: null, pressedAt: null, looks: 0, isRecovery: true }
  return decideMove(delivery, intent, untouched, watch, { settle: 60, echoTimeout: 4_000 }).do
}

it('a hub that is killed again and again still finds out that nothing was written: the wait counts from the write', () => {
  const tooSoonAfterTheWrite = decideAfterRestart(WRITTEN + 1_900, 600)
  const tooShortALook = decideAfterRestart(WRITTEN + 5_000, 400)
  const afterSeveralLives = decideAfterRestart(WRITTEN + 2_100, 600)

  expect([tooSoonAfterTheWrite, tooShortALook, afterSeveralLives]).toEqual(['wait', 'wait', 'absent'])
})

it('a clock that was set back does not make the wait any shorter', () => {
  const move = decideAfterRestart(WRITTEN - 3_600_000, 1_900)

  expect(move).toBe('wait')
})

it('only crashes without any progress count against a delivery', async () => {
  using given = testStore()
  const id = uuid(1_000_001)
  await given.write(tx => accept(tx, 1))
  await given.write(tx => advanceDelivery(tx, id, 0, { attempts: 1, crashes: 2 }, step('sending')))
  const parts = { announcer: new Announcer(() => NOW), now: () => NOW }

  await given.write(tx => changeDelivery(parts, tx, id, { kind: 'type' }, { source: 'screen', evidence: 'seen' }))

  expect(findDelivery(given.read, id)).toMatchObject({ state: 'typed', crashes: 0 })
})

it('the receipts of an acceptance are what the books say', async () => {
  using given = testStore()
  await given.write(tx => accept(tx, 1))

  const [receipt] = await given.write(tx => insertDeliveries(tx, [sampleDelivery(2, { messageId: uuid(1) })]))

  const row = findDelivery(given.read, uuid(1_000_002))
  expect(receipt).toMatchObject({ id: row?.id, state: row?.state, reason: null, attempts: 0, presses: 0 })
  expect(receipt?.steps).toEqual(listSteps(given.read, [uuid(1_000_002)]).get(uuid(1_000_002)))
})

it('whoever waits for a commit to act on a target goes first, listeners hear of it after that', async () => {
  using given = testStore()
  const announcer = new Announcer(() => NOW)
  const order: string[] = []
  announcer.subscribe(event => order.push(`heard ${event.type}`))

  await given.write(tx => announcer.add(tx, { type: 'loop.parked', data: { root: uuid(1), reason: '' } }))
  order.push('acted')
  await expect.poll(() => order.length, { interval: 1 }).toBe(2)

  expect(order).toEqual(['acted', 'heard loop.parked'])
})
