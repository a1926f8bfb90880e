import { beforeEach, expect, it } from 'vitest'
import type { HubEvent } from '#contract/events.ts'
import { HubError } from '#contract/errors.ts'
import type { LiveFrame } from '#contract/live.ts'
import { openLiveSession, type LiveSession } from '#doors/live-session.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'

const MEGABYTE = 1024 * 1024

let clock: FakeClock
let events: HubEvent[]
let firstKept: number
let listeners: Set<(event: HubEvent) => void>
let sent: LiveFrame[]
let backlog: number
let isDropped: boolean
let session: LiveSession

beforeEach(() => {
  clock = createFakeClock()
  events = []
  firstKept = 1
  listeners = new Set()
  sent = []
  backlog = 0
  isDropped = false
  session = openLiveSession(
    {
      clock,
      onBug: error => expect.unreachable(String(error)),
      status: () => ({ lastEvent: events.length }),
      eventsAfter: (number, limit) =>
        events.filter(event => event.number > number && event.number >= firstKept).slice(0, limit),
      announcer: {
        subscribe(listener) {
          listeners.add(listener)
          return { [Symbol.dispose]: () => void listeners.delete(listener) }
        },
      },
      terminals: {
        onChange: () => ({ [Symbol.dispose]: () => {} }),
        backendOf: () => {
          throw new HubError('not_found', 'none here')
        },
      },
    },
    {
      send(frame) {
        sent.push(frame)
        backlog += JSON.stringify(frame).length
      },
      backlog: () => backlog,
      drop: () => (isDropped = true),
    },
  )
})

function happen(count: number, size = 10): void {
  for (let made = 0; made < count; made++) {
    const at = '2026-01-01T00:00:00.000Z'
    events.push({ type: 'loop.parked', data: { root: 'x'.repeat(size), reason: '' }, number: events.length + 1, at })
  }
  const last = events.at(-1)
  if (last !== undefined) for (const listener of listeners) listener(last)
}

const numbers = () => sent.flatMap(frame => (frame.kind === 'event' ? [frame.event.number] : []))
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, place) => first + place)

it('sends nothing before it is asked to follow', async () => {
  happen(10)
  await clock.advance(1_000)

  expect(sent).toEqual([])
})

it('sends ten thousand events in order, a page at a time', async () => {
  happen(10_000)

  session.receive({ kind: 'follow', after: 0 })
  const atOnce = numbers().length
  // Its reader takes everything.
  for (let turn = 0; turn < 5; turn++) {
    await clock.advance(0)
    backlog = 0
    session.goOn()
  }

  expect(atOnce).toBeLessThanOrEqual(200)
  expect(numbers()).toEqual(upTo(10_000))
  expect(sent.at(-1)).toEqual({ kind: 'caught_up', lastEvent: 10_000 })
})

it('holds about a megabyte for a slow reader, and goes on where it was once that is gone', async () => {
  happen(100, 100_000)

  session.receive({ kind: 'follow', after: 0 })
  await clock.advance(1_000)
  const held = backlog
  backlog = 0
  session.goOn()

  expect(held).toBeGreaterThan(MEGABYTE)
  expect(held).toBeLessThan(MEGABYTE + 200_000)
  expect(numbers()).toEqual(upTo(numbers().length))
  expect(numbers().length).toBeGreaterThan(11)
  expect(isDropped).toBe(false)
})

it('drops a reader that takes nothing for five seconds, and not one that takes a little', async () => {
  happen(100, 100_000)
  session.receive({ kind: 'follow', after: 0 })
  await clock.advance(4_900)
  backlog = 1_000
  session.goOn()
  await clock.advance(4_900)
  const early = isDropped

  await clock.advance(200)

  expect(early).toBe(false)
  expect(isDropped).toBe(true)
})

it('answers no more of a flood of nonsense than its reader takes', () => {
  for (let sends = 0; sends < 100_000; sends++) session.receive('nonsense')

  expect(backlog).toBeLessThan(MEGABYTE + 1_000)
})

it.each([
  ['before what is kept', 50, 100],
  ['never given out', 500, 1],
])('tells a reader whose number was %s to begin anew', async (_what, after, first) => {
  happen(200)
  firstKept = first

  session.receive({ kind: 'follow', after })
  happen(1)
  await clock.advance(100)

  expect(sent).toEqual([{ kind: 'too_old', firstEvent: first }])
})

it('follows a reader that has exactly what was dropped', () => {
  happen(200)
  firstKept = 100

  session.receive({ kind: 'follow', after: 99 })

  expect(numbers()).toEqual(upTo(200, 100))
})

it('leaves nothing behind when it ends in the middle', async () => {
  happen(1_000)
  session.receive({ kind: 'follow', after: 0 })
  const before = sent.length

  session[Symbol.dispose]()
  happen(10)
  await clock.advance(60_000)

  expect(sent).toHaveLength(before)
  expect(listeners.size).toBe(0)
  expect(clock.waiting).toBe(0)
})
