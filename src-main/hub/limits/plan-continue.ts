import { HubError } from '#contract/errors.ts'
import type { UsageLimit } from '#contract/limit.ts'
import { isWaiting } from '#domain/delivery.ts'
import { shortId } from '#domain/render.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import type { WriteTx } from '#store/handles.ts'
import { listRuns } from '#store/schedule-runs.ts'
import { findSchedule, removeSchedule } from '#store/schedules.ts'
import { toTimestamp } from '#store/time.ts'
import type { LimitRow } from '#store/usage-limits.ts'
import { noteDeed } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'
import { activated, makeRow } from '../scheduler-changes.ts'
import { keepSchedule } from '../scheduler-rows.ts'
import { keepLimit } from './limit-rows.ts'

/** What is said once the limit is over. */
const WORDS = 'continue'
/** A machine that slept over the reset catches up for this long, in seconds. */
const CAUGHT_UP = 43_200
/** What is over already is said at once: a schedule takes only a moment to come (ms). */
const SOON = 1_000

/** Plans the word for when the limit resets, in place of what was planned before. It goes through the gate as all do. */
export async function planContinue(hub: Hub, limit: LimitRow, at: number, caller: Caller): Promise<UsageLimit> {
  const dueAt = Math.max(at, hub.clock.now() + SOON)
  const row = makeRow(
    hub,
    {
      name: nameFor(hub, limit),
      what: { kind: 'message', to: [limit.address], body: WORDS, messageKind: 'task', noReply: true, ...PLAIN },
      when: { kind: 'once', at: toTimestamp(dueAt), zone: 'UTC' },
      policy: { catchUp: 'once', catchUpWindowSeconds: CAUGHT_UP },
    },
    null,
  )
  return hub.store.write(tx => {
    withdraw(hub, tx, limit, 'another moment was chosen')
    keepSchedule(hub, tx, activated(hub, row))
    noteDeed(hub, tx, caller, { what: `continue at ${toTimestamp(dueAt)}`, target: limit.name, result: 'done' })
    return keepLimit(hub, tx, { ...limit, scheduleId: row.id })
  })
}

const PLAIN = { isTemplate: false, asCommand: false, confirmed: false } as const

/** `continue-api-3f2a`. */
function nameFor(hub: Hub, { name }: LimitRow): string {
  const base = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
  return ['continue', base.slice(0, 40), shortId(hub.newId()).slice(-4)].filter(part => part !== '').join('-')
}

/** Takes the planned word back, also when it waits at its target already; what was typed is not touched. */
export function withdraw(hub: Hub, tx: WriteTx, { scheduleId }: LimitRow, why: string): void {
  const schedule = scheduleId === null ? undefined : findSchedule(tx, scheduleId)
  if (schedule === undefined) return
  const sent = listRuns(tx, schedule.id, 1).flatMap(({ messageId }) =>
    messageId === null ? [] : listDeliveriesByMessage(tx, messageId),
  )
  for (const { id, state } of sent) {
    if (isWaiting(state)) changeDelivery(hub.changes, tx, id, { kind: 'cancel' }, { source: 'hub', evidence: why })
  }
  // One that has fired stays with its run, unless that has said nothing yet.
  if (schedule.state !== 'active' && sent.length > 0) return
  removeSchedule(tx, schedule.id, hub.clock.now())
  hub.announcer.add(tx, { type: 'schedule.removed', data: { id: schedule.id, name: schedule.name } })
}

/** The moment that a person named, or the one that the program told. */
export function momentFor({ name, resetsAt }: LimitRow, at: string | undefined): number {
  if (at !== undefined) return Date.parse(at)
  if (resetsAt !== null) return resetsAt
  throw new HubError('bad_request', `The program of ${name} did not say when its limit resets`, {
    hint: `Say when: comms limit continue ${name} --at 15:00`,
  })
}
