import type { HubEvent } from '#contract/events.ts'
import type { Clock } from '#client/pause.ts'

/** Changes that come in a row are told of once, after this time, in milliseconds. */
const GATHER = 1_000

/** Takes the hub's events and tells when sessions appeared or ended. */
export function gatherSessionChanges(
  clock: Clock,
  signal: AbortSignal,
  onChange: () => void,
): (event: HubEvent) => void {
  let isGathering = false
  return event => {
    if (isGathering || !/^session\.(?:appeared|ended)$/u.test(event.type)) return
    isGathering = true
    clock.after(GATHER, () => {
      isGathering = false
      if (!signal.aborted) onChange()
    })
  }
}
