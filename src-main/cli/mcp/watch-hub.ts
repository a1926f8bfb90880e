import type { HubEvent } from '#contract/events.ts'
import { followEvents } from '#client/follow-events.ts'
import { findHub } from '#client/find-hub.ts'
import { pause } from '#client/pause.ts'
import type { CommandContext } from '../context.ts'

/** A hub that cannot be reached is looked for again after this time, in milliseconds. */
const AGAIN = 30_000

/**
 * Tells every event from now on, and the address of the session that the hub sees us in, until `signal` aborts. It waits
 * for a hub and never starts one: a person who stopped theirs meant it.
 */
export function watchHub(
  { home, clock }: Pick<CommandContext, 'home' | 'clock'>,
  signal: AbortSignal,
  onEvent: (event: HubEvent, ownAddress: string | null) => void,
): void {
  async function follow(): Promise<void> {
    const { client, link } = await findHub({ home, door: 'agent' })
    const [{ lastEvent }, { sender }] = await Promise.all([client.hub.status(), client.hub.whoami()])
    for await (const item of followEvents(link, { clock, after: lastEvent, signal })) {
      if (item.kind === 'event') onEvent(item.event, sender.address)
    }
  }

  async function keepFollowing(): Promise<void> {
    while (!signal.aborted) {
      await follow().catch(() => undefined)
      await pause(clock, AGAIN, signal)
    }
  }

  void keepFollowing()
}
