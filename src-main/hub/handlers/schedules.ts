import { HubError } from '#contract/errors.ts'
import { SchedulePolicy } from '#contract/schedule.ts'
import { listRuns, toRun } from '#store/schedule-runs.ts'
import {
  countProposals,
  findSchedule,
  listSchedules,
  removeSchedule,
  restoreSchedule,
  type ScheduleRow,
} from '#store/schedules.ts'
import { toTimestamp } from '#store/time.ts'
import { noteDeed } from '../audit.ts'
import { calendarOf } from '../scheduler-calendar.ts'
import {
  activated,
  assertNameIsFree,
  changeSchedule,
  conflict,
  getApproved,
  getSchedule,
  makeRow,
  notFound,
} from '../scheduler-changes.ts'
import { checkPolicy, checkTargets, checkWhat, checkWhen } from '../scheduler-check.ts'
import { addRun } from '../scheduler-fire.ts'
import { findUnrun, previewOf } from '../scheduler-preview.ts'
import { contentHashOf, keepSchedule, newRun, toSchedule } from '../scheduler-rows.ts'
import { expiryOf } from '../scheduler-times.ts'
import { handle } from './handle.ts'

/** Proposals of one agent that wait for an answer. */
const MOST_PROPOSALS = 20

export const list = handle.schedules.list.handler(({ context: { hub, caller } }) => {
  const isSeen = ({ proposedBy }: ScheduleRow) => caller.power === 'owner' || proposedBy === caller.sender.name
  const rows = listSchedules(hub.store.read).filter(isSeen)
  return { schedules: rows.map(row => toSchedule(hub.store.read, row)) }
})

export const show = handle.schedules.show.handler(({ input, context: { hub } }) => {
  const row = getSchedule(hub.store.read, input.schedule)
  const { when, what, policy, id } = row
  const preview = previewOf(hub, { when, what, expiresAt: expiryOf(policy), id }, 5)
  return { schedule: toSchedule(hub.store.read, row), preview }
})

export const preview = handle.schedules.preview.handler(({ input, context: { hub } }) => {
  const when = checkWhen(input.when, hub.clock.now())
  if (input.what !== undefined) checkTargets(input.what)
  const row = input.schedule === undefined ? undefined : findSchedule(hub.store.read, input.schedule)
  return previewOf(hub, { when, what: input.what, expiresAt: null, id: row?.id }, input.count)
})

export const save = handle.schedules.save.handler(({ input, context: { hub, caller } }) => {
  const row = makeRow(hub, input, null)
  return hub.store.write(tx => {
    assertNameIsFree(tx, row)
    noteDeed(hub, tx, caller, { what: `make schedule (${row.what.kind})`, target: row.name, result: 'done' })
    return keepSchedule(hub, tx, activated(hub, row))
  })
})

export const propose = handle.schedules.propose.handler(({ input, context: { hub, caller } }) => {
  const row = makeRow(hub, input, caller.sender.name)
  return hub.store.write(tx => {
    assertNameIsFree(tx, row)
    if (countProposals(tx, caller.sender.name) >= MOST_PROPOSALS) {
      throw new HubError('rate_limited', `${MOST_PROPOSALS} of your proposals wait for a person`, {
        hint: 'Wait until some are answered.',
        data: { retryAfterMs: 3_600_000 },
      })
    }
    noteDeed(hub, tx, caller, { what: `propose schedule (${row.what.kind})`, target: row.name, result: 'done' })
    return keepSchedule(hub, tx, row)
  })
})

export const approve = handle.schedules.approve.handler(({ input, context: { hub, caller } }) =>
  changeSchedule(hub, caller, input.schedule, 'approve schedule', row => {
    if (row.approvedHash === contentHashOf(row)) throw conflict(row, 'is approved already')
    if (contentHashOf(row) !== input.contentHash) throw conflict(row, 'is not what you have read')
    return activated(hub, { ...row, approvedHash: input.contentHash })
  }),
)

export const edit = handle.schedules.edit.handler(({ input, context: { hub, caller } }) => {
  const { schedule, name, what, when, policy } = input
  const now = hub.clock.now()
  const checkedWhen = when === undefined ? undefined : checkWhen(when, now)
  if (what !== undefined) checkWhat(hub, what)
  return changeSchedule(hub, caller, schedule, 'edit schedule', (row, tx) => {
    const next: ScheduleRow = {
      ...row,
      name: name ?? row.name,
      what: what ?? row.what,
      when: checkedWhen ?? row.when,
      policy: SchedulePolicy.parse({ ...row.policy, ...policy }),
    }
    if (policy?.expiresAt !== undefined) checkPolicy(next.policy, now)
    if (next.name !== row.name) assertNameIsFree(tx, next)
    // What a person changed, a person has read.
    const approved = { ...next, approvedHash: row.state === 'proposed' ? null : contentHashOf(next) }
    const mayGoOn = row.state === 'active' || (row.state === 'ended' && (checkedWhen ?? policy) !== undefined)
    return mayGoOn ? activated(hub, approved) : approved
  })
})

export const pause = handle.schedules.pause.handler(({ input, context: { hub, caller } }) =>
  changeSchedule(hub, caller, input.schedule, 'pause schedule', row => {
    if (row.state !== 'active') throw conflict(row, `is ${row.state}`)
    const at = toTimestamp(hub.clock.now())
    return { ...row, state: 'paused', nextAt: null, pause: { by: caller.sender.name, note: input.note, at } }
  }),
)

export const resume = handle.schedules.resume.handler(({ input, context: { hub, caller } }) =>
  changeSchedule(hub, caller, input.schedule, 'resume schedule', row => {
    if (row.state !== 'paused') throw conflict(row, `is ${row.state}`)
    if (row.approvedHash !== contentHashOf(row)) throw conflict(row, 'is not what a person approved: approve it first')
    return activated(hub, row)
  }),
)

export const run = handle.schedules.run.handler(async ({ input, context: { hub, caller } }) => {
  const added = await hub.store.write(tx => {
    const row = getApproved(tx, input.schedule)
    const now = hub.clock.now()
    const slot = `manual:${hub.newId()}`
    noteDeed(hub, tx, caller, { what: 'run schedule now', target: row.name, result: 'done' })
    return addRun(hub, tx, row, newRun(row, { slot, dueAt: now, cause: 'manual', detail: 'asked for by a person' }))
  })
  hub.scheduler.wake()
  if (added === undefined) throw new TypeError('a new slot was taken')
  return toRun(added)
})

export const backfill = handle.schedules.backfill.handler(async ({ input, context: { hub, caller } }) => {
  const answer = await hub.store.write(tx => {
    const row = getApproved(tx, input.schedule)
    const span = findUnrun(hub, tx, row, input)
    if (input.isPreview) return span
    for (const dueAt of span.due) {
      addRun(hub, tx, row, newRun(row, { slot: `due:${dueAt}`, dueAt, cause: 'backfill', detail: 'backfilled' }))
    }
    noteDeed(hub, tx, caller, { what: `backfill ${span.due.length} runs`, target: row.name, result: 'done' })
    return span
  })
  hub.scheduler.wake()
  return { ...answer, due: answer.due.map(toTimestamp) }
})

export const remove = handle.schedules.remove.handler(async ({ input, context: { hub, caller } }) => {
  await hub.store.write(tx => {
    const { id, name } = getSchedule(tx, input.schedule)
    removeSchedule(tx, id, hub.clock.now())
    noteDeed(hub, tx, caller, { what: 'remove schedule', target: name, result: 'done' })
    hub.announcer.add(tx, { type: 'schedule.removed', data: { id, name } })
  })
  return { ok: true as const }
})

export const restore = handle.schedules.restore.handler(({ input, context: { hub, caller } }) =>
  hub.store.write(tx => {
    if (findSchedule(tx, input.schedule) !== undefined) {
      throw new HubError('conflict', `${input.schedule} is there already`, { data: { name: input.schedule } })
    }
    const row = restoreSchedule(tx, input.schedule)
    if (row === undefined) throw notFound(input.schedule)
    const at = toTimestamp(hub.clock.now())
    const pause = { by: caller.sender.name, note: 'brought back after it was removed', at }
    const isOver = row.state === 'proposed' || row.state === 'ended'
    noteDeed(hub, tx, caller, { what: 'restore schedule', target: row.name, result: 'done' })
    return keepSchedule(hub, tx, isOver ? row : { ...row, state: 'paused', nextAt: null, pause })
  }),
)

export const runs = handle.schedules.runs.handler(({ input, context: { hub } }) => ({
  runs: listRuns(hub.store.read, getSchedule(hub.store.read, input.schedule).id, input.limit).map(toRun),
}))

export const calendar = handle.schedules.calendar.handler(({ input, context: { hub } }) => calendarOf(hub, input.hours))
