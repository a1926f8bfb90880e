import { randomFillSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MessageId } from '#contract/ids.ts'
import { uuidv7 } from '#contract/uuid.ts'

test('a made id is one the contract takes, of version 7, with the time in front and every random bit kept', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 48 - 1 }),
      fc.uint8Array({ minLength: 10, maxLength: 10 }),
      (now, random) => {
        const id = uuidv7(now, random)
        expect(MessageId.parse(id)).toBe(id)
        expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
        const digits = id.replaceAll('-', '')
        expect(Number.parseInt(digits.slice(0, 12), 16)).toBe(now)
        const kept = Buffer.from(random)
        kept[0] = 0x70 | ((random[0] ?? 0) & 0x0f)
        kept[2] = 0x80 | ((random[2] ?? 0) & 0x3f)
        expect(digits.slice(12)).toBe(kept.toString('hex'))
      },
    ),
  )
})

test('ids sort by time and never repeat', () => {
  const ids = Array.from({ length: 500 }, (_, index) =>
    uuidv7(1_700_000_000_000 + index, randomFillSync(new Uint8Array(10))),
  )

  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids.map(id => id.slice(14))).size).toBe(500)
})

test('too few random bytes make no id', () => {
  expect(() => uuidv7(0, new Uint8Array(9))).toThrow(TypeError)
})
