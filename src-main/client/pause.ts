import type { createSystemClock } from '#platform/clock.ts'

export type Clock = ReturnType<typeof createSystemClock>

/**
 * Sleeps, and keeps the process alive meanwhile: a clock's own sleep does not, which is right for a hub and would end
 * a command in the middle of its wait. Returns early when `signal` aborts.
 */
export async function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  const channel = new MessageChannel()
  channel.port1.ref()
  try {
    await clock.sleep(ms, signal)
  } catch (error) {
    if (signal?.aborted !== true) throw error
  } finally {
    channel.port1.close()
  }
}
