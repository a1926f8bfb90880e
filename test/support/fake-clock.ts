import type { Clock } from '#domain/ports.ts'
import { LONGEST_TIMER } from '#platform/clock.ts'

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves both clocks on, running every timer that falls due in order; promises settle after each one. */
  advance(ms: number): Promise<void>
  /** Sets the wall clock forward or back, as a person or NTP would: no timer fires, the monotonic clock stays. */
  jump(ms: number): void
  /** Timers that wait. */
  readonly waiting: number
}

interface Timer {
  readonly due: number
  readonly run: () => void
}

export function createFakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let elapsed = 0
  let wall = start
  // Insertion order breaks ties, as with real timers.
  const timers = new Set<Timer>()

  function addTimer(ms: number, run: () => void): Disposable {
    if (Number.isNaN(ms)) throw new RangeError('a wait needs a number of milliseconds')
    const timer = { due: elapsed + Math.max(ms, 0), run }
    timers.add(timer)
    return { [Symbol.dispose]: () => void timers.delete(timer) }
  }

  function takeDue(until: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of timers) if (timer.due <= until && (!first || timer.due < first.due)) first = timer
    if (first) timers.delete(first)
    return first
  }

  function moveTo(time: number): void {
    wall += time - elapsed
    elapsed = time
  }

  return {
    now: () => wall,
    monotonic: () => elapsed,
    after(ms, callback) {
      if (ms > LONGEST_TIMER) throw new RangeError(`a timer of ${ms} ms is over ${LONGEST_TIMER} ms`)
      return addTimer(ms, callback)
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const timer = addTimer(ms, resolve)
      const stop = () => {
        timer[Symbol.dispose]()
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', stop, { once: true })
      await promise.finally(() => signal?.removeEventListener('abort', stop))
    },
    async advance(ms) {
      const end = elapsed + ms
      await settle()
      for (let timer = takeDue(end); timer; timer = takeDue(end)) {
        moveTo(timer.due)
        timer.run()
        await settle()
      }
      moveTo(end)
    },
    jump(ms) {
      wall += ms
    },
    get waiting() {
      return timers.size
    },
  }
}

/** Lets every promise that is ready run to its next real wait. */
function settle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
