import type { Clock } from '#domain/ports.ts'

const BEAT_MS = 2_500
const MOST_MISSED = 4

/**
 * Asks again and again whether somebody is there, and says once when four questions in a row (ten seconds) found no
 * answer. Beats are counted instead of time, so that our own stall or the machine's sleep is not the other's death.
 */
export function watchHeartbeat(clock: Clock, ping: () => Promise<unknown>, onDead: () => void): Disposable {
  let missed = 0
  let isWaiting = false
  let next: Disposable

  function ask(): void {
    isWaiting = true
    ping().then(answered, answered)
  }

  function answered(): void {
    isWaiting = false
    missed = 0
  }

  function beat(): void {
    if (!isWaiting) ask()
    else if (++missed >= MOST_MISSED) return onDead()
    next = clock.after(BEAT_MS, beat)
  }

  next = clock.after(BEAT_MS, beat)
  return { [Symbol.dispose]: () => next[Symbol.dispose]() }
}
