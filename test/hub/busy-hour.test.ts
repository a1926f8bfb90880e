import { expect, it } from 'vitest'
import { Announcer } from '#hub/announce.ts'
import { changeDelivery } from '#hub/change-delivery.ts'
import { Outbox } from '#hub/outbox.ts'
import { ENDED, type Lane } from '#lanes/lane.ts'
import { findDelivery } from '#store/deliveries.ts'
import { accept, NOW, sampleDelivery, testStore } from '../store/fixtures.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createRandom, scaled, scaledLimit } from '../support/scale.ts'

const MINUTE = 60_000
const TARGETS = scaled(4, 40)
const EACH = scaled(8, 50)

it(
  'holds what comes to a target that is busy for an hour: nothing goes after its expiry or its withdrawal, the rest within 5 s of its end [R10]',
  async () => {
    using test = testStore()
    const { store } = test
    const clock = createFakeClock(NOW)
    const announcer = new Announcer(() => clock.now())
    const changes = { announcer, now: () => clock.now() }
    const bugs: unknown[] = []
    const sentAt = new Map<string, number>()
    let isBusy = true
    const lane: Lane = {
      name: 'terminal',
      reach: () => ({ kind: 'open', note: '' }),
      async carry({ id, facts }, report) {
        const known = { source: 'gate' as const, evidence: 'a fact of the test' }
        if (isBusy) {
          if (facts.reason !== 'working') await report({ kind: 'hold', reason: 'working' }, known)
          return { kind: 'again', afterMs: 15_000 }
        }
        if (facts.state === 'held') await report({ kind: 'queue' }, known)
        if ((await report({ kind: 'send' }, known)) === undefined) return ENDED
        sentAt.set(id, clock.now())
        for (const kind of ['type', 'submit', 'confirm'] as const) await report({ kind }, known)
        return ENDED
      },
    }
    const outbox = new Outbox({ ...changes, clock, store, laneNamed: () => lane, onBug: bug => bugs.push(bug) })
    await outbox.start()
    const random = createRandom()
    const addresses = Array.from({ length: TARGETS }, (_, target) => `tmux:default/%${target}`)
    const plans = addresses.flatMap((address, target) =>
      Array.from({ length: EACH }, (_, place) => ({
        number: target * EACH + place,
        address,
        comesAt: random.below(59),
        livesFor: 1 + random.below(90),
        isWithdrawn: random.below(5) === 0,
      })),
    )
    const ids = new Map<number, string>()

    for (let minute = 0; minute < 60; minute += 1) {
      for (const { number, address, comesAt, livesFor, isWithdrawn } of plans) {
        if (comesAt === minute) {
          const times = { dueAt: clock.now(), createdAt: clock.now(), expiresAt: clock.now() + livesFor * MINUTE }
          const delivery = { address, senderKey: `sender ${number % 3}`, ...times }
          await store.write(tx => accept(tx, number, { delivery }))
          ids.set(number, sampleDelivery(number).id)
          outbox.wake(address)
        }
        const id = ids.get(number)
        if (!isWithdrawn || id === undefined || minute !== comesAt + 1) continue
        const known = { source: 'person' as const, evidence: 'withdrawn' }
        await store.write(tx => void changeDelivery(changes, tx, id, { kind: 'cancel' }, known))
      }
      await quiet()
      await clock.advance(MINUTE)
    }
    await quiet()
    expect(sentAt.size).toBe(0)
    isBusy = false
    const freeAt = clock.now()
    for (const address of addresses) outbox.wake(address)
    await quiet()

    const states = plans.map(({ number }) => findDelivery(store.read, ids.get(number) ?? '')?.state)
    const expected = plans.map(({ comesAt, livesFor, isWithdrawn }) => {
      if (isWithdrawn && livesFor > 1) return 'cancelled'
      return comesAt + livesFor <= 60 ? 'expired' : 'confirmed'
    })
    expect(states).toEqual(expected)
    expect(Math.max(...sentAt.values()) - freeAt).toBeLessThan(5_000)
    expect(bugs).toEqual([])
    await outbox.close()

    /** Nothing changed for so many turns of the event loop: nobody is at work. */
    async function quiet(): Promise<void> {
      let last = -1
      for (let still = 0; still < 5; still += 1) {
        await new Promise(resolve => setImmediate(resolve))
        const { changes: now } = store.read.prepare('SELECT sum(version) AS changes FROM deliveries').get() as {
          changes: number
        }
        if (now !== last) still = 0
        last = now
      }
    }
  },
  scaledLimit(30_000),
)
