import type { NoticeLevel, Snooze } from '#contract/attention.ts'
import { HubError } from '#contract/errors.ts'
import { isTold, levelOf } from '#domain/notice-level.ts'
import { ALL_AGENTS } from '#domain/target-world.ts'
import { readAttention, removeLevel, removeSnooze, saveLevel, saveSnooze } from '#store/attention.ts'
import { findGroup } from '#store/groups.ts'
import type { WriteTx } from '#store/handles.ts'
import { quietAround } from '../attention/quiet-around.ts'
import { noteDeed, type Deed } from '../audit.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { OWNER_MAILBOX } from '../owner-mailbox.ts'
import { handle } from './handle.ts'
import { oneSession } from '../one-session.ts'

export const get = handle.attention.get.handler(({ context: { hub } }) => readAttention(hub.store.read))

export const tells = handle.attention.tells.handler(({ input: { address, cause }, context: { hub } }) => {
  const { movedTo } = hub.roster.find(address)?.session ?? {}
  if (movedTo !== undefined && hub.roster.find(movedTo) !== undefined) {
    return { isTold: false, because: `its conversation moved to ${movedTo}, which tells` }
  }
  const { levels, snoozes } = readAttention(hub.store.read)
  const snoozed = snoozes.find(({ kind, key }) => kind === 'session' && key === address)
  if (snoozed !== undefined) return { isTold: false, because: `snoozed until ${snoozed.until}` }
  const groups = levels.length === 0 ? [] : hub.world().groupsOf(address)
  const setFor = (who: string) => levels.find(rule => rule.who === who)?.level
  const isQuiet = quietAround(hub.store.read, hub.clock.now(), () => hub.world())(OWNER_MAILBOX) !== undefined
  const level = levelOf({
    own: setFor(address),
    groups: groups.map(group => setFor(`@${group}`)).filter(each => each !== undefined),
    everywhere: setFor(`@${ALL_AGENTS}`),
    isQuiet,
  })
  return { isTold: isTold(level, cause), because: `the level is ${level}${isQuiet ? ', in quiet hours' : ''}` }
})

export const level = handle.attention.level.handler(({ input, context: { hub, caller } }) => {
  const { who, name } = whose(hub, input.who)
  const deed = { what: `set notification level ${input.level ?? 'default'}`, target: name, result: 'done' }
  return change(hub, caller, deed, tx => setLevel(tx, who, name, input.level))
})

export const snooze = handle.attention.snooze.handler(({ input, context: { hub, caller } }) => {
  const { until } = input
  if (until !== null && Date.parse(until) <= hub.clock.now()) {
    throw new HubError('bad_request', `${until} is over already`, { hint: 'Snooze until a moment to come.' })
  }
  const what = snoozed(hub, input.what)
  const deed = { what: until === null ? 'end snooze' : `snooze until ${until}`, target: what.name, result: 'done' }
  return change(hub, caller, deed, tx => {
    if (until !== null) saveSnooze(tx, { ...what, until })
    else if (!removeSnooze(tx, what.key)) {
      throw new HubError('not_found', `${what.name} is not snoozed`, { data: { what: 'snooze', name: what.name } })
    }
  })
})

function change(hub: Hub, caller: Caller, deed: Deed, act: (tx: WriteTx) => void) {
  return hub.store.write(tx => {
    act(tx)
    noteDeed(hub, tx, caller, deed)
    const attention = readAttention(tx)
    hub.announcer.add(tx, { type: 'attention.changed', data: attention })
    return attention
  })
}

function setLevel(tx: WriteTx, who: string, name: string, wanted: NoticeLevel | null): void {
  if (wanted !== null) return saveLevel(tx, { who, name, level: wanted })
  if (removeLevel(tx, who)) return
  throw new HubError('not_found', `${name} has no level of its own`, { data: { what: 'level', name } })
}

function whose(hub: Hub, target: string): { readonly who: string; readonly name: string } {
  if (!target.startsWith('@')) {
    const { address, name } = oneSession(hub, target)
    return { who: address, name }
  }
  const group = target.slice(1)
  if (group !== ALL_AGENTS && findGroup(hub.store.read, group) === undefined) {
    throw new HubError('not_found', `There is no group ${target}`, {
      hint: 'comms group ls lists them.',
      data: { what: 'group', name: target },
    })
  }
  return { who: target, name: target }
}

/** A request that is open, by its id as it is shown; else a session. */
function snoozed(hub: Hub, what: string): Omit<Snooze, 'until'> {
  const [open, second] = what.length < 4 ? [] : hub.hooks.needs.find(what)
  if (open !== undefined && second === undefined) {
    return { kind: 'need', key: open.need.id, name: open.need.session.name }
  }
  const { address, name } = oneSession(hub, what)
  return { kind: 'session', key: address, name }
}
