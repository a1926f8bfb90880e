import { describe, expect, test } from 'vitest'
import { hasEnded, hasReached, isHopeless, ReceiptBook } from '#cli/message-progress.ts'
import { fakeDelivery } from './fake-hub.ts'

describe('reaching a state', () => {
  test.each([
    ['confirmed', 'submitted', true],
    ['answered', 'confirmed', true],
    ['held', 'queued', true],
    ['submitted', 'confirmed', false],
    ['uncertain', 'typed', false],
    ['failed', 'accepted', false],
    ['confirmed', 'held', false],
    ['failed', 'failed', true],
  ] as const)('%s counts for %s: %s', (state, wanted, expected) => expect(hasReached(state, wanted)).toBe(expected))

  test('is hopeless once a delivery ended elsewhere, but an answer may follow a confirmation', () => {
    expect(isHopeless('skipped', 'confirmed')).toBe(true)
    expect(isHopeless('held', 'confirmed')).toBe(false)
    expect(isHopeless('confirmed', 'answered')).toBe(false)
    expect(hasEnded('confirmed')).toBe(true)
    expect(hasEnded('held')).toBe(false)
  })
})

test('old news of a delivery never takes it back', () => {
  const book = new ReceiptBook([fakeDelivery('api', ['accepted', 'queued', 'typed'])])
  expect(book.take(fakeDelivery('api', ['accepted', 'queued']))).toBe(false)
  expect(book.take(fakeDelivery('api', ['accepted', 'queued', 'typed']))).toBe(false)
  expect(book.take(fakeDelivery('api', ['accepted', 'queued', 'typed', 'confirmed']))).toBe(true)
  expect(book.all.map(({ state }) => state)).toEqual(['confirmed'])
})
