import type { HubEvent } from '#contract/events.ts'
import type { Session } from '#contract/session.ts'
import { isStillStopped, USAGE_LIMIT } from '#domain/usage-limit.ts'
import { findSchedule } from '#store/schedules.ts'
import { findLimit, findLimitOfSchedule, listLimits, removeLimit, type LimitRow } from '#store/usage-limits.ts'
import type { Hub } from '../hub.ts'
import { keepLimit } from './limit-rows.ts'
import { noteLimit } from './note-limit.ts'
import { withdraw } from './plan-continue.ts'

/** Follows sessions that a usage limit stopped: sees it on their screens, and takes back what was planned when they go on. */
export interface LimitKeeper extends Disposable {
  start(): Promise<void>
}

export function keepLimits(hub: Hub): LimitKeeper {
  /** Sessions whose screens showed the limit, or that worked, since they were stopped. */
  const seen = new Set<string>()
  let work = Promise.resolve()
  const events = hub.announcer.subscribe(event => {
    if (concernsLimits(event)) work = work.then(() => hear(event)).catch(hub.onBug)
  })

  async function hear(event: HubEvent): Promise<void> {
    switch (event.type) {
      case 'session.appeared':
      case 'session.changed':
      case 'session.ended':
        return look(event.data)
      case 'schedule.changed':
      case 'schedule.removed':
        return tellOfPlan(hub, event.data.id)
      case 'schedule.run_changed':
        return lookAgain(event.data.scheduleId)
      default:
    }
  }

  async function look(session: Session): Promise<void> {
    const { address, detail, evidence } = session
    if (detail === USAGE_LIMIT) {
      await noteLimit(hub, { session }, evidence.text, 'screen')
      seen.add(address)
      return
    }
    const limit = findLimit(hub.store.read, address)
    if (limit === undefined) return
    if (isStillStopped(stoppedAt(hub, limit, seen.has(address)), session, hub.clock.now())) {
      if (session.state === 'working') seen.add(address)
    } else await end(limit)
  }

  /** Its moment has come: a session that works by now went on by itself. */
  async function lookAgain(scheduleId: string): Promise<void> {
    const limit = findLimitOfSchedule(hub.store.read, scheduleId)
    const session = limit && hub.roster.find(limit.address)?.session
    if (session !== undefined) await look(session)
  }

  async function end(limit: LimitRow): Promise<void> {
    seen.delete(limit.address)
    await endLimit(hub, limit)
  }

  return {
    /** What the hub left: a session that does not show its limit any more, or is not there, is not waited for. */
    async start() {
      for (const session of hub.roster.sessions()) await look(session)
      for (const limit of listLimits(hub.store.read)) {
        if (hub.roster.find(limit.address)?.session.detail !== USAGE_LIMIT) await end(limit)
      }
    },
    [Symbol.dispose]() {
      events[Symbol.dispose]()
    },
  }
}

/** It goes on, or is gone: nothing is said to it any more. */
export async function endLimit(hub: Hub, limit: LimitRow): Promise<void> {
  await hub.store.write(tx => {
    withdraw(hub, tx, limit, 'its session went on by itself, or another one is there')
    removeLimit(tx, limit.address)
    const { address, name } = limit
    hub.announcer.add(tx, { type: 'limit.ended', data: { address, name } })
  })
}

function concernsLimits({ type }: HubEvent): boolean {
  return type.startsWith('session.') || type.startsWith('schedule.')
}

function stoppedAt(hub: Hub, { pid, resetsAt, scheduleId }: LimitRow, wasSeen: boolean) {
  const schedule = scheduleId === null ? undefined : findSchedule(hub.store.read, scheduleId)
  const chosen = schedule?.when.kind === 'once' ? Date.parse(schedule.when.at) : null
  return { pid, mayGoOnAt: chosen ?? resetsAt, wasSeen }
}

/** A person removed, paused or moved what was planned, or it has fired. */
async function tellOfPlan(hub: Hub, scheduleId: string): Promise<void> {
  // Nearly every schedule has nothing to do with a limit, and asks for no turn of the writer.
  if (findLimitOfSchedule(hub.store.read, scheduleId) === undefined) return
  await hub.store.write(tx => {
    const limit = findLimitOfSchedule(tx, scheduleId)
    if (limit !== undefined) keepLimit(hub, tx, limit)
  })
}
