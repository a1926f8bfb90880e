import { setTimeout as pause } from 'node:timers/promises'

/**
 * Longest single timer, in milliseconds. A longer wait is a tick against `now()`: a timer does not notice that the
 * machine slept or that its clock was set, and one above 24.8 days fires at once.
 */
export const LONGEST_TIMER = 30_000

/** The machine's own time. Satisfies the `Clock` port; the only place in the program that reads or waits for it. */
export function createSystemClock() {
  return { now: () => Date.now(), monotonic: () => performance.now(), sleep, after }
}

/**
 * Resolves no earlier than `ms` from now; any length, cut into short timers. Rejects with the signal's reason.
 *
 * @throws RangeError (as a rejection) when `ms` is not a number
 */
async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  assertSpan(ms)
  const end = performance.now() + ms
  let left = ms
  do {
    await pauseOnce(Math.min(Math.max(left, 0), LONGEST_TIMER), signal)
    left = end - performance.now()
  } while (left > 0)
}

async function pauseOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  try {
    await pause(ms, undefined, { ref: false, ...(signal && { signal }) })
  } catch (error) {
    throw signal?.aborted ? signal.reason : error
  }
}

function after(ms: number, callback: () => void): Disposable {
  assertSpan(ms)
  if (ms > LONGEST_TIMER) throw new RangeError(`a timer of ${ms} ms is over ${LONGEST_TIMER} ms: tick against now()`)
  const timer = setTimeout(callback, ms).unref()
  return { [Symbol.dispose]: () => clearTimeout(timer) }
}

/** `setTimeout` takes "not a number" for one millisecond; a wait nobody meant is better refused. */
function assertSpan(ms: number): void {
  if (Number.isNaN(ms)) throw new RangeError('a wait needs a number of milliseconds')
}

/** Longest span a timer takes, in milliseconds. */
const LONGEST_SPAN = 2_147_483_647

/** Keeps the process running although no timer of the clock does: while something starts that has no door open yet. */
export function keepAlive(): Disposable {
  const timer = setInterval(() => undefined, LONGEST_SPAN)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** Begins to measure; what it returns says which part of the time since then this process was at work, from 0 to 1. */
export function measureWork(): () => number {
  const begun = performance.eventLoopUtilization()
  return () => performance.eventLoopUtilization(begun).utilization
}
