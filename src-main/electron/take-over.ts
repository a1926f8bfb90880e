import { HubError } from '#contract/errors.ts'
import { findHub } from '#client/find-hub.ts'
import type { createSystemClock } from '#platform/clock.ts'

/** A hub that was asked to stop has this long, in milliseconds. */
const PATIENCE = 10_000
const LOOK_EVERY = 100

type Clock = Pick<ReturnType<typeof createSystemClock>, 'monotonic' | 'sleep'>

/**
 * Starts a hub. Where another one owns the state folder, such as one that `comms` started in the background, that one
 * is asked to stop first: what waits is kept, and the app's hub is of the app's version and has its permissions.
 *
 * @throws HubError what starting failed with; `already_running` when the other one stays
 */
export async function takeOver<Running>(start: () => Promise<Running>, home: string, clock: Clock): Promise<Running> {
  try {
    return await start()
  } catch (error) {
    if (!isTaken(error)) throw error
  }
  const { client } = await findHub({ home, door: 'hub' })
  await client.hub.stop()
  const end = clock.monotonic() + PATIENCE
  for (;;) {
    await clock.sleep(LOOK_EVERY)
    try {
      return await start()
    } catch (error) {
      if (!isTaken(error) || clock.monotonic() > end) throw error
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof HubError && error.code === 'already_running'
}
