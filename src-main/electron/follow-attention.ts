import { createClient } from '#client/client.ts'
import { findCall, takeEvent, watchSessions, type Attention, type Call } from './attention.ts'
import { openHubPort, type PortLike } from './hub-port.ts'

export interface AttentionListener {
  onChange(attention: Attention): void
  onCall(call: Call): void
}

/**
 * Follows the hub on a port of the shell's own, so that tray, badge and notifications hold while no window is open.
 * The number of the newest event is read before the sessions: what happens in between is seen twice, never missed.
 */
export async function followAttention(port: PortLike, { onChange, onCall }: AttentionListener): Promise<void> {
  let attention: Attention = new Map()
  let behind = 0
  const hub = openHubPort(port, frame => {
    if (frame.kind === 'too_old') void begin().catch(() => port.close())
    if (frame.kind !== 'event' || frame.event.number <= behind) return
    behind = frame.event.number
    const call = findCall(attention, frame.event)
    const next = takeEvent(attention, frame.event)
    if (next !== attention) onChange((attention = next))
    if (call !== undefined) onCall(call)
  })
  const client = createClient({ call: hub.call, stream: noStream })

  async function begin(): Promise<void> {
    const { lastEvent } = await client.hub.status()
    const { sessions } = await client.sessions.list({ filter: '' })
    behind = lastEvent
    onChange((attention = watchSessions(sessions)))
    hub.watch({ kind: 'follow', after: lastEvent })
  }
  await begin()
}

function noStream(): never {
  throw new TypeError('the shell follows events as live frames')
}
