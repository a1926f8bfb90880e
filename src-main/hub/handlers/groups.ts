import { HubError } from '#contract/errors.ts'
import type { Group } from '#contract/group.ts'
import { parseFilter } from '#domain/filter.ts'
import { parseTarget } from '#domain/target.ts'
import { expandGroup } from '#domain/groups.ts'
import { readAttention, removeLevel } from '#store/attention.ts'
import type { WriteTx } from '#store/handles.ts'
import { removeQuietHours } from '#store/quiet-hours.ts'
import { addGroupMembers, findGroup, listGroups, removeGroup, removeGroupMembers, saveGroup } from '#store/groups.ts'
import { noteDeed } from '../audit.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { resolveSessions } from '../resolve-sessions.ts'
import { handle } from './handle.ts'

export const list = handle.groups.list.handler(({ context: { hub } }) => ({ groups: [...listGroups(hub.store.read)] }))

export const show = handle.groups.show.handler(({ input, context: { hub } }) => {
  const group = getGroup(hub, input.name)
  const { sessions, absent } = expandGroup(group, hub.world())
  return { group, sessions: [...sessions], absent: [...absent] }
})

export const save = handle.groups.save.handler(({ input, context: { hub, caller } }) => {
  if (input.name === 'all') throw new HubError('conflict', '@all is built in: every agent', { data: { name: 'all' } })
  return 'filter' in input
    ? saveLive(hub, caller, input.name, input.filter)
    : saveFixed(hub, caller, input.name, input.members)
})

export const remove = handle.groups.remove.handler(async ({ input, context: { hub, caller } }) => {
  const { name } = input
  const group = getGroup(hub, name)
  if (input.members.length === 0) {
    await hub.store.write(tx => {
      if (!removeGroup(tx, name)) throw notFound('group', `@${name}`)
      noteDeed(hub, tx, caller, { what: 'remove group', target: `@${name}`, result: 'done' })
      hub.announcer.add(tx, { type: 'group.removed', data: { name } })
      forgetAttention(hub, tx, `@${name}`)
    })
    return { ok: true as const }
  }
  if (group.kind === 'live') {
    throw new HubError('conflict', `@${name} is a filter and has no members to remove`, {
      hint: 'Change its filter, or remove the group.',
      data: { name },
    })
  }
  const members = input.members.map(member => memberKey(hub, group.members, member))
  await hub.store.write(tx => {
    const removed = removeGroupMembers(tx, name, members)
    if (removed === 0) throw notFound('member', input.members.join(', ').slice(0, 200))
    noteDeed(hub, tx, caller, { what: `remove ${removed} members`, target: `@${name}`, result: 'done' })
    announce(hub, tx, name)
  })
  return { ok: true as const }
})

/** Quiet hours and the level of a group that is no more hold for nobody. */
function forgetAttention(hub: Hub, tx: WriteTx, who: string): void {
  if (removeQuietHours(tx, who)) hub.announcer.add(tx, { type: 'quiet.removed', data: { who } })
  if (removeLevel(tx, who)) hub.announcer.add(tx, { type: 'attention.changed', data: readAttention(tx) })
}

async function saveLive(hub: Hub, caller: Caller, name: string, filter: string): Promise<Group> {
  const parsed = parseFilter(filter)
  if (parsed.kind === 'bad') {
    throw new HubError('bad_filter', parsed.message, { data: { filter, position: parsed.position } })
  }
  return hub.store.write(tx => {
    const known = findSameKind(tx, name, 'live')
    const group: Group = { kind: 'live', name, filter, createdAt: known?.createdAt ?? now(hub) }
    saveGroup(tx, group)
    noteDeed(hub, tx, caller, { what: 'save live group', target: `@${name}`, result: 'done' })
    announce(hub, tx, name)
    return group
  })
}

/**
 * Members are kept by address, so that a renamed session stays in. A group inside is kept as a group, so that whoever
 * joins it later is meant too.
 */
async function saveFixed(hub: Hub, caller: Caller, name: string, targets: readonly string[]): Promise<Group> {
  const members = targets.flatMap(target => resolveMember(hub, target))
  return hub.store.write(tx => {
    if (findSameKind(tx, name, 'fixed') === undefined) {
      saveGroup(tx, { kind: 'fixed', name, members: [], createdAt: now(hub) })
    }
    addGroupMembers(tx, name, members)
    noteDeed(hub, tx, caller, { what: `add ${members.length} members`, target: `@${name}`, result: 'done' })
    announce(hub, tx, name)
    return findGroup(tx, name) as Group
  })
}

function resolveMember(hub: Hub, target: string): readonly string[] {
  const parsed = parseTarget(target)
  if (parsed.kind === 'group') {
    if (parsed.name !== 'all' && hub.groups().every(group => group.name !== parsed.name))
      throw notFound('group', target)
    return [target]
  }
  return resolveSessions(hub.world(), [target]).map(session => session.address)
}

function memberKey(hub: Hub, members: readonly string[], member: string): string {
  if (members.includes(member)) return member
  const session = hub.roster
    .sessions()
    .find(candidate => candidate.name === member && members.includes(candidate.address))
  return session?.address ?? member
}

/** The group as it stands, asked in the transaction that changes it: of two at once, the second must see the first. */
function findSameKind(tx: WriteTx, name: string, kind: Group['kind']): Group | undefined {
  const known = findGroup(tx, name)
  if (known === undefined || known.kind === kind) return known
  throw new HubError('conflict', `@${name} exists and is ${known.kind === 'live' ? 'a filter' : 'a list'}`, {
    hint: `Remove it first: comms group rm ${name}`,
    data: { name },
  })
}

function now(hub: Hub): string {
  return new Date(hub.clock.now()).toISOString()
}

function getGroup(hub: Hub, name: string): Group {
  const group = findGroup(hub.store.read, name)
  if (group !== undefined) return group
  throw notFound('group', `@${name}`)
}

function announce(hub: Hub, tx: WriteTx, name: string): void {
  const group = findGroup(tx, name)
  if (group !== undefined) hub.announcer.add(tx, { type: 'group.changed', data: group })
}

function notFound(what: string, name: string): HubError {
  return new HubError('not_found', `There is no ${what} ${name}`, {
    hint: 'comms group ls lists the groups.',
    data: { what, name },
  })
}
