/** How often a hub that crashes is started again within ten minutes before a person must say so. */
const MOST_CRASHES = 5
const REMEMBERED_MS = 10 * 60_000
const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000

/**
 * How long to wait before the hub is started again, in milliseconds; null when it crashed too often. `crashes` are the
 * monotonic times of its crashes, the latest last, `now` included.
 */
export function planRestart(crashes: readonly number[], now: number): number | null {
  const recent = crashes.filter(at => now - at < REMEMBERED_MS).length
  if (recent > MOST_CRASHES) return null
  return Math.min(FIRST_WAIT * 2 ** Math.max(recent - 1, 0), LONGEST_WAIT)
}
