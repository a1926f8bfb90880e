import { expect, it } from 'vitest'
import { findClockChange } from '#domain/clock-change.ts'

const FORWARD = Date.UTC(2027, 2, 28, 1)
const BACK = Date.UTC(2027, 9, 31, 1)
const vienna = (at: number) => (at >= FORWARD && at < BACK ? 120 : 60)

it('finds the minute at which clocks are set forward, and how far', () => {
  expect(findClockChange(Date.UTC(2026, 10, 28, 9, 20, 11), vienna)).toEqual({ at: FORWARD, minutes: 60 })
})

it('finds the minute at which clocks are set back', () => {
  expect(findClockChange(FORWARD, vienna)).toEqual({ at: BACK, minutes: -60 })
})

it('finds nothing where clocks stay as they are', () => {
  expect(findClockChange(0, () => 330)).toBeUndefined()
})
