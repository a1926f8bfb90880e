import type { ScheduleWhat } from '#contract/schedule.ts'
import { waitsForAll } from '#domain/delivery.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import type { Hub } from './hub.ts'
import { resolveSessions } from './resolve-sessions.ts'
import type { Executor } from './scheduler-executors.ts'
import { speak } from './scheduler-message.ts'

type DrainWhat = Extract<ScheduleWhat, { kind: 'drain' }>

const BODY =
  'Messages wait in your inbox. List them with `comms inbox`, read each with `comms read <id>`, and act on them.'

/** Wakes whoever has messages waiting in the mailbox; an empty one is left in peace. */
export const drainInboxes: Executor<DrainWhat> = {
  async run(hub, started) {
    const sessions = resolveSessions(hub.world(), started.what.to)
    const waiting = sessions.filter(({ address }) => countWaiting(hub, address) > 0)
    if (waiting.length === 0) return { kind: 'ended', state: 'empty', detail: 'no inbox holds anything unread' }
    return speak(hub, started, { to: waiting.map(({ address }) => address), body: BODY })
  },
}

function countWaiting(hub: Hub, address: string): number {
  return listActiveForAddress(hub.store.read, address).filter(row => row.lane === 'mailbox' && !waitsForAll(row)).length
}
