import { HubError } from '#contract/errors.ts'
import type { Session } from '#contract/session.ts'
import type { Hub } from './hub.ts'

/** Longest wait for terminals to take away what was shown, in milliseconds: nobody waits for that. */
const LAST_WORDS = 500

/**
 * Tells each terminal that has a place for it what its sessions are doing, beside what it shows of them itself and never
 * over it. It is taken away when the hub ends; one that is killed leaves its last word behind.
 */
export function showStates(hub: Hub): AsyncDisposable {
  const shown = new Map<string, string>()

  async function show({ address, state, detail }: Session): Promise<void> {
    const { showState } = hub.terminals.backendOf(address)
    const words = state === 'unknown' ? '' : `${state} ${detail}`.trimEnd()
    if (showState === undefined || shown.get(address) === words) return
    shown.set(address, words)
    try {
      await showState(address, words)
    } catch (error) {
      // Out of reach for now: it is told again with the next change.
      shown.delete(address)
      if (!(error instanceof HubError)) hub.onBug(error)
    }
  }

  const events = hub.announcer.subscribe(event => {
    if (event.type === 'session.appeared' || event.type === 'session.changed') void show(event.data)
    else if (event.type === 'session.ended') shown.delete(event.data.address)
  })
  for (const session of hub.roster.sessions()) void show(session)

  return {
    async [Symbol.asyncDispose]() {
      events[Symbol.dispose]()
      const blank = async (address: string) => hub.terminals.backendOf(address).showState?.(address, '')
      const told = [...shown].filter(([, words]) => words !== '').map(([address]) => blank(address))
      await Promise.race([Promise.allSettled(told), hub.clock.sleep(LAST_WORDS)])
    },
  }
}
