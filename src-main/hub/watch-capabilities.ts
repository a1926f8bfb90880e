import type { EventType } from '#contract/events.ts'
import type { Hub } from './hub.ts'

/** After these something may be possible that was not, or no longer. */
const CAUSES: ReadonlySet<EventType> = new Set(['session.appeared', 'session.ended', 'settings.changed'])

/** Announces what the hub can do when that changes, so that no page offers what has gone. */
export function watchCapabilities(hub: Hub): Disposable {
  let told = JSON.stringify(hub.capabilities())
  return hub.announcer.subscribe(({ type }) => {
    if (!CAUSES.has(type)) return
    const data = hub.capabilities()
    const now = JSON.stringify(data)
    if (now === told) return
    told = now
    hub.store.write(tx => hub.announcer.add(tx, { type: 'capabilities.changed', data })).catch(hub.onBug)
  })
}
