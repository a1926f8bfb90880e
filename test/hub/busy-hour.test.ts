import { expect, it } from 'vitest'
import type { Step } from '#contract/delivery.ts'
import { Announcer } from '#hub/announce.ts'
import { changeDelivery } from '#hub/change-delivery.ts'
import { keepWaitNotices } from '#hub/wait-notices.ts'
import { Outbox } from '#hub/outbox.ts'
import { ENDED, type Lane } from '#lanes/lane.ts'
import { findDelivery } from '#store/deliveries.ts'
import { listSteps } from '#store/steps.ts'
import { accept, NOW, sampleDelivery, testStore } from '../store/fixtures.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createRandom, scaled, scaledLimit } from '../support/scale.ts'

const MINUTE = 60_000
const TARGETS = scaled(4, 40)
const EACH = scaled(8, 50)

const AGENT = { kind: 'agent', name: 'web', address: 'tmux:default/%99' } as const
/** When a sender is told that its message waits. */
const MARKS = [MINUTE, 5 * MINUTE]

/** How long a message waited for its target, and what its receipt says about that. */
function waitOf(steps: readonly Step[]): { readonly waited: number; readonly told: readonly string[] } {
  const first = steps.findIndex(({ reason }) => reason === 'working')
  const from = steps[first]
  const until = steps.slice(first).find(({ state }) => state !== 'held')
  const waited = from === undefined || until === undefined ? 0 : Date.parse(until.at) - Date.parse(from.at)
  const told = steps.flatMap(({ evidence }) => /^it has waited for \d+ min/.exec(evidence)?.[0] ?? [])
  return { waited, told }
}

it(
  'holds what comes to a target that is busy for an hour: its sender is told after one minute and five, nothing goes after its expiry or its withdrawal, the rest within 5 s of its end [R10]',
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
    const toldAgents: string[] = []
    const tellAgent = (_: string, words: string) => void toldAgents.push(words)
    using notices = keepWaitNotices({ ...changes, clock, store, tellAgent, onBug: bug => bugs.push(bug) })
    notices.start()
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
          const isAgents = number % 2 === 1
          const delivery = { address, senderKey: `sender ${number % 3}`, ...times }
          await store.write(tx => accept(tx, number, { delivery, message: isAgents ? { from: AGENT } : {} }))
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
    const steps = listSteps(store.read, [...ids.values()])
    for (const of of steps.values()) {
      const { waited, told } = waitOf(of)
      // A step of the same moment as a mark may come before it or behind it.
      if (MARKS.some(mark => Math.abs(waited - mark) < 1_000)) continue
      expect(told).toEqual(MARKS.filter(mark => mark < waited).map(mark => `it has waited for ${mark / MINUTE} min`))
    }
    expect([...steps.values()].filter(of => waitOf(of).told.length === 2).length).toBeGreaterThan(TARGETS / 2)
    const toldOnes = [...steps.values()].flatMap(of => waitOf(of).told).length
    expect(toldAgents.length).toBeGreaterThan(0)
    expect(toldAgents.length).toBeLessThan(toldOnes)
    for (const words of toldAgents)
      expect(words).toMatch(/^Claude Comms: your message .* has waited for [15] min \(working\)/)
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
  scaledLimit(60_000),
)
