import { HubError } from '#contract/errors.ts'
import type { QuietHours, QuietNow } from '#contract/quiet.ts'
import { findNextQuiet, findQuietSpan, neverEnds } from '#domain/quiet-hours.ts'
import { isZone } from '#domain/schedule-zone.ts'
import { ALL_AGENTS } from '#domain/target-world.ts'
import { findGroup } from '#store/groups.ts'
import type { ReadDb } from '#store/handles.ts'
import { listHeldForQuiet, listQuietHours, removeQuietHours, saveQuietHours } from '#store/quiet-hours.ts'
import { toTimestamp } from '#store/time.ts'
import { isQuietFor } from '../attention/quiet-around.ts'
import { noteDeed } from '../audit.ts'
import type { Hub } from '../hub.ts'
import { handle } from './handle.ts'

export const list = handle.quiet.list.handler(({ context: { hub } }) => ({
  quiet: listQuietHours(hub.store.read).map(hours => quietNow(hub, hub.store.read, hours)),
}))

export const set = handle.quiet.set.handler(({ input, context: { hub, caller } }) => {
  check(hub, input)
  return hub.store.write(tx => {
    saveQuietHours(tx, input)
    noteDeed(hub, tx, caller, { what: 'set quiet hours', target: input.who, result: 'done' })
    const now = quietNow(hub, tx, input)
    hub.announcer.add(tx, { type: 'quiet.changed', data: now })
    return now
  })
})

export const remove = handle.quiet.remove.handler(async ({ input: { who }, context: { hub, caller } }) => {
  await hub.store.write(tx => {
    if (!removeQuietHours(tx, who)) {
      throw new HubError('not_found', `${who} has no quiet hours`, {
        hint: 'comms quiet show lists them.',
        data: { what: 'quiet hours', name: who },
      })
    }
    noteDeed(hub, tx, caller, { what: 'end quiet hours', target: who, result: 'done' })
    hub.announcer.add(tx, { type: 'quiet.removed', data: { who } })
  })
  return { ok: true as const }
})

function check(hub: Hub, hours: QuietHours): void {
  if (!isZone(hours.zone)) {
    throw new HubError('bad_request', `There is no time zone ${JSON.stringify(hours.zone)}`, {
      hint: 'Names are such as Europe/Berlin or UTC.',
    })
  }
  if (neverEnds(hours)) {
    throw new HubError('bad_request', 'Quiet hours on all days from a time to the same time never end', {
      hint: 'Leave a day out, or end them at another time.',
    })
  }
  const group = hours.who.slice(1)
  if (hours.who === 'owner' || group === ALL_AGENTS || findGroup(hub.store.read, group) !== undefined) return
  throw new HubError('not_found', `There is no group ${hours.who}`, {
    hint: 'comms group ls lists them.',
    data: { what: 'group', name: hours.who },
  })
}

function quietNow(hub: Hub, db: ReadDb, hours: QuietHours): QuietNow {
  const now = hub.clock.now()
  const span = findQuietSpan(hours, now)
  const next = span === undefined ? findNextQuiet(hours, now) : undefined
  const world = () => hub.world()
  const held = span === undefined ? [] : listHeldForQuiet(db).filter(({ address }) => isQuietFor(hours, address, world))
  return {
    ...hours,
    until: span === undefined ? null : toTimestamp(span.until),
    next: next === undefined ? null : toTimestamp(next),
    held: held.length,
  }
}
