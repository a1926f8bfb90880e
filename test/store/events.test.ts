import { expect, test } from 'vitest'
import type { HubEventBody } from '#contract/events.ts'
import {
  appendEvent,
  firstEventNumber,
  lastEventNumber,
  listEventsAfter,
  listNewestEvents,
  pruneEvents,
} from '#store/events.ts'
import { NOW, testStore } from './fixtures.ts'

const at = new Date(NOW).toISOString()

function started(pid: number): HubEventBody & { readonly at: string } {
  return { type: 'hub.started', data: { pid, version: '1' }, at }
}

async function fill(given: ReturnType<typeof testStore>, count: number): Promise<readonly number[]> {
  return given.write(tx => Array.from({ length: count }, (_, n) => appendEvent(tx, started(n + 1))))
}

test('events come back behind a number, in order, as they were', async () => {
  using given = testStore()

  const numbers = await fill(given, 3)

  expect(numbers).toEqual([1, 2, 3])
  expect(listEventsAfter(given.read, 1, 100)).toEqual([
    { ...started(2), number: 2 },
    { ...started(3), number: 3 },
  ])
  expect(listEventsAfter(given.read, 0, 1).map(event => event.number)).toEqual([1])
  expect(listEventsAfter(given.read, 99, 1)).toEqual([])
  expect(listNewestEvents(given.read, 2).map(event => event.number)).toEqual([2, 3])
})

test('an event of a work that failed leaves no gap', async () => {
  using given = testStore()
  await fill(given, 1)

  await given
    .write(tx => {
      appendEvent(tx, started(2))
      throw new Error('failed')
    })
    .catch(() => {})
  const [number] = await fill(given, 1)

  expect(number).toBe(2)
})

test('pruning keeps the newest, works in pieces, and gives no number twice', async () => {
  using given = testStore()
  await fill(given, 10)

  const pieces = await given.write(tx => [pruneEvents(tx, 3, 5), pruneEvents(tx, 3, 5), pruneEvents(tx, 3, 5)])

  expect(pieces).toEqual([5, 2, 0])
  expect([firstEventNumber(given.read), lastEventNumber(given.read)]).toEqual([8, 10])
  await given.write(tx => pruneEvents(tx, 0))
  expect([firstEventNumber(given.read), lastEventNumber(given.read)]).toEqual([11, 10])
  expect(await fill(given, 1)).toEqual([11])
})

test('an empty stream starts at one', () => {
  using given = testStore()

  expect([firstEventNumber(given.read), lastEventNumber(given.read)]).toEqual([1, 0])
})
