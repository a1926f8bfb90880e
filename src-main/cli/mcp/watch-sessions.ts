import { followEvents } from '#client/follow-events.ts'
import { findHub } from '#client/find-hub.ts'
import { pause } from '#client/pause.ts'
import type { CommandContext } from '../context.ts'

/** Changes that come in a row are told of once, after this time, in milliseconds. */
const GATHER = 1_000
/** A hub that cannot be reached is looked for again after this time, in milliseconds. */
const AGAIN = 30_000

/**
 * Tells when sessions appeared or ended, until `signal` aborts. It waits for a hub and never starts one: a person who
 * stopped theirs meant it.
 */
export function watchSessions(
  { home, clock }: Pick<CommandContext, 'home' | 'clock'>,
  signal: AbortSignal,
  onChange: () => void,
): void {
  let isGathering = false

  function tell(): void {
    if (isGathering) return
    isGathering = true
    clock.after(GATHER, () => {
      isGathering = false
      if (!signal.aborted) onChange()
    })
  }

  async function follow(): Promise<void> {
    const { client, link } = await findHub({ home, door: 'agent' })
    const { lastEvent } = await client.hub.status()
    for await (const item of followEvents(link, { clock, after: lastEvent, signal })) {
      if (item.kind === 'event' && /^session\.(?:appeared|ended)$/u.test(item.event.type)) tell()
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
