import { describe, expect, it } from 'vitest'
import type { Clock } from '#domain/ports.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const clocks: readonly (readonly [string, () => Clock])[] = [
  ['the system clock', createSystemClock],
  ['the fake clock', createFakeClock],
]

describe.each(clocks)('%s', (_name, createClock) => {
  it('refuses a timer over 30 seconds and one without a length', () => {
    const clock = createClock()

    expect(() => clock.after(30_001, () => {})).toThrow(RangeError)
    expect(() => clock.after(Number.NaN, () => {})).toThrow(RangeError)
    expect(() => clock.after(30_000, () => {})[Symbol.dispose]()).not.toThrow()
  })

  it('ends a sleep with the reason of its signal, also when that was given before', async () => {
    const clock = createClock()
    const stop = new AbortController()
    const sleeping = clock.sleep(60_000, stop.signal)

    stop.abort(new Error('enough'))

    await expect(sleeping).rejects.toThrow('enough')
    await expect(clock.sleep(1, stop.signal)).rejects.toThrow('enough')
  })
})

describe('the system clock', () => {
  it('sleeps no shorter than asked', async () => {
    const clock = createSystemClock()
    const start = clock.monotonic()

    await Promise.all([0, -5, 3, 7].map(ms => clock.sleep(ms)))

    expect(clock.monotonic() - start).toBeGreaterThanOrEqual(7)
  })

  it('does not call back once disposed', async () => {
    const clock = createSystemClock()
    let called = false
    clock.after(1, () => (called = true))[Symbol.dispose]()

    await clock.sleep(10)

    expect(called).toBe(false)
  })
})

describe('the fake clock', () => {
  it('runs what falls due in order, with promises settled in between', async () => {
    const clock = createFakeClock(1_000)
    const log: string[] = []
    clock.after(20, () => log.push(`late ${clock.now()}`))
    clock.after(10, () => log.push(`early ${clock.now()}`))
    clock.after(10, () => log.push('early too'))
    const chained = (async () => {
      await clock.sleep(5)
      await clock.sleep(10)
      log.push(`chained ${clock.now()}`)
    })()

    await clock.advance(20)
    await chained

    expect(log).toEqual(['early 1010', 'early too', 'chained 1015', 'late 1020'])
    expect(clock.waiting).toBe(0)
  })

  it('leaves what is not due, and what was disposed', async () => {
    const clock = createFakeClock()
    const log: string[] = []
    clock.after(11, () => log.push('not due'))
    clock.after(1, () => log.push('disposed'))[Symbol.dispose]()

    await clock.advance(10)

    expect(log).toEqual([])
    expect(clock.waiting).toBe(1)
  })

  it('jumps the wall clock without running a timer', async () => {
    const clock = createFakeClock(0)
    let runs = 0
    clock.after(10, () => runs++)

    clock.jump(-3_600_000)
    await clock.advance(9)

    expect([clock.now(), clock.monotonic(), runs]).toEqual([-3_599_991, 9, 0])
  })
})
