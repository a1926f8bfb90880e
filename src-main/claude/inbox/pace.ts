import type { Clock } from '#domain/ports.ts'

/**
 * Claude Code takes 30 messages in a burst and drops the rest without a trace; one every 2.5 s always gets through
 * (measured on 2.1.329). We stay well below.
 */
const BURST = 20
const REFILL = 2_500
/** A hub that has just started does not know what the one before it sent. */
const AT_START = 10

/** Frames that may be sent now, for each inbox. */
export interface Pace {
  /** Milliseconds until one more may be sent; 0 takes it. */
  take(inbox: string): number
}

export function createPace(clock: Pick<Clock, 'monotonic'>): Pace {
  const inboxes = new Map<string, { tokens: number; at: number }>()
  return {
    take(inbox) {
      const now = clock.monotonic()
      const known = inboxes.get(inbox) ?? { tokens: AT_START, at: now }
      const tokens = Math.min(BURST, known.tokens + (now - known.at) / REFILL)
      const isFree = tokens >= 1
      inboxes.set(inbox, { tokens: isFree ? tokens - 1 : tokens, at: now })
      return isFree ? 0 : Math.ceil((1 - tokens) * REFILL)
    },
  }
}
