import { HubError } from '#contract/errors.ts'
import { SchedulePolicy, type Schedule, type ScheduleDraft } from '#contract/schedule.ts'
import type { ReadDb, WriteTx } from '#store/handles.ts'
import { findSchedule, type ScheduleRow } from '#store/schedules.ts'
import { noteDeed } from './audit.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'
import { checkPolicy, checkWhat, checkWhen } from './scheduler-check.ts'
import { contentHashOf, keepSchedule } from './scheduler-rows.ts'
import { dueTimesOf } from './scheduler-times.ts'

/** A new schedule, checked: an agent's proposal waits, a person's own is approved by being made. */
export function makeRow(hub: Hub, draft: ScheduleDraft, proposedBy: string | null): ScheduleRow {
  const now = hub.clock.now()
  const when = checkWhen(draft.when, now)
  const policy = SchedulePolicy.parse(draft.policy)
  checkPolicy(policy, now)
  checkWhat(hub, draft.what)
  return {
    id: hub.newId(),
    name: draft.name,
    what: draft.what,
    when,
    policy,
    state: proposedBy === null ? 'active' : 'proposed',
    nextAt: null,
    pause: null,
    ending: '',
    proposedBy,
    approvedHash: proposedBy === null ? contentHashOf({ what: draft.what, when }) : null,
    runs: 0,
    activeSince: now,
    createdAt: now,
    updatedAt: now,
  }
}

/** The schedule set going from now on: what lies behind is not made up for. */
export function activated(hub: Hub, row: ScheduleRow): ScheduleRow {
  const now = hub.clock.now()
  const going = { ...row, state: 'active' as const, pause: null, ending: '', activeSince: now }
  if (row.when.kind === 'event') return { ...going, nextAt: null }
  const nextAt = dueTimesOf(row).next(now)
  if (nextAt !== undefined) return { ...going, nextAt }
  throw conflict(row, 'has no moment left: give it another time or a later end')
}

/** Changes one schedule and notes who did it. */
export function changeSchedule(
  hub: Hub,
  caller: Caller,
  which: string,
  what: string,
  change: (row: ScheduleRow, tx: WriteTx) => ScheduleRow,
): Promise<Schedule> {
  return hub.store.write(tx => {
    const row = getSchedule(tx, which)
    const changed = { ...change(row, tx), updatedAt: hub.clock.now() }
    noteDeed(hub, tx, caller, { what, target: changed.name, result: 'done' })
    return keepSchedule(hub, tx, changed)
  })
}

export function getSchedule(db: ReadDb, which: string): ScheduleRow {
  const row = findSchedule(db, which)
  if (row !== undefined) return row
  throw notFound(which)
}

/** A schedule that a person has read as it is. */
export function getApproved(db: ReadDb, which: string): ScheduleRow {
  const row = getSchedule(db, which)
  if (row.approvedHash === contentHashOf(row)) return row
  throw conflict(row, 'is not approved')
}

export function assertNameIsFree(tx: WriteTx, { id, name }: ScheduleRow): void {
  const known = findSchedule(tx, name)
  if (known !== undefined && known.id !== id) throw conflict(known, 'exists already')
}

export function conflict({ name }: ScheduleRow, is: string): HubError {
  return new HubError('conflict', `The schedule ${name} ${is}`, {
    hint: `comms schedule show ${name} tells more.`,
    data: { name },
  })
}

export function notFound(which: string): HubError {
  return new HubError('not_found', `There is no schedule ${which}`, {
    hint: 'comms schedule ls lists them.',
    data: { what: 'schedule', name: which },
  })
}
