import type { Snooze } from '#contract/attention.ts'
import { createClient } from '#client/client.ts'
import { findCall, takeEvent, watchSessions, withoutSnoozed, type Attention, type Call } from './attention.ts'
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
  let snoozes: readonly Snooze[] = []
  let behind = 0
  const hub = openHubPort(port, frame => {
    if (frame.kind === 'too_old') void begin().catch(() => port.close())
    if (frame.kind !== 'event' || frame.event.number <= behind) return
    behind = frame.event.number
    const call = findCall(attention, frame.event)
    const next = takeEvent(attention, frame.event)
    const isSnoozeChange = frame.event.type === 'attention.changed'
    if (frame.event.type === 'attention.changed') snoozes = frame.event.data.snoozes
    if (next !== attention || isSnoozeChange) show(next)
    if (call !== undefined) void ask(call)
  })
  const client = createClient({ call: hub.call, stream: noStream })

  function show(next: Attention): void {
    attention = next
    onChange(withoutSnoozed(next, snoozes))
  }

  /** Whether the person wants to be told of it is the hub's to say; one that cannot say it changes nothing. */
  async function ask(call: Call): Promise<void> {
    const { address } = call.session
    const { isTold } = await client.attention.tells({ address, cause: call.why }).catch(() => ({ isTold: true }))
    if (isTold) onCall(call)
  }

  async function begin(): Promise<void> {
    const { lastEvent } = await client.hub.status()
    const { sessions } = await client.sessions.list({ filter: '' })
    snoozes = (await client.attention.get()).snoozes
    behind = lastEvent
    show(watchSessions(sessions))
    hub.watch({ kind: 'follow', after: lastEvent })
  }
  await begin()
}

function noStream(): never {
  throw new TypeError('the shell follows events as live frames')
}
