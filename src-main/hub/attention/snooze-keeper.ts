import type { HubEvent } from '#contract/events.ts'
import { readAttention, removeSnooze, removeSnoozesUntil } from '#store/attention.ts'
import type { Hub } from '../hub.ts'

/** No wait is longer than this, in milliseconds: a machine that slept is noticed in time. */
const LONGEST_WAIT = 30_000

/** Ends what is snoozed when its time has come, and when there is nothing left to show. */
export interface SnoozeKeeper extends Disposable {
  start(): Promise<void>
}

export function keepSnoozes(hub: Hub): SnoozeKeeper {
  let timer: Disposable | undefined
  const events = hub.announcer.subscribe(event => {
    if (event.type === 'attention.changed') plan()
    const ended = endedBy(event)
    if (ended !== undefined) void forget(hub, ended).catch(hub.onBug)
  })

  function plan(): void {
    timer?.[Symbol.dispose]()
    timer = undefined
    const [first] = readAttention(hub.store.read).snoozes
    if (first === undefined) return
    const wait = Math.max(Date.parse(first.until) - hub.clock.now(), 1)
    timer = hub.clock.after(Math.min(wait, LONGEST_WAIT), () => void look().catch(hub.onBug))
  }

  async function look(): Promise<void> {
    await hub.store.write(tx => {
      if (removeSnoozesUntil(tx, hub.clock.now()) === 0) return
      hub.announcer.add(tx, { type: 'attention.changed', data: readAttention(tx) })
    })
    plan()
  }

  return {
    start: look,
    [Symbol.dispose]() {
      events[Symbol.dispose]()
      timer?.[Symbol.dispose]()
    },
  }
}

function endedBy(event: HubEvent): string | undefined {
  if (event.type === 'need.closed') return event.data.id
  return event.type === 'session.ended' ? event.data.address : undefined
}

async function forget(hub: Hub, key: string): Promise<void> {
  if (!readAttention(hub.store.read).snoozes.some(snooze => snooze.key === key)) return
  await hub.store.write(tx => {
    if (removeSnooze(tx, key)) hub.announcer.add(tx, { type: 'attention.changed', data: readAttention(tx) })
  })
}
