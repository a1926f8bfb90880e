import { HubError } from '#contract/errors.ts'
import type { Group } from '#contract/group.ts'
import { parseFilter } from '#domain/filter.ts'
import { parseTarget } from '#domain/target.ts'
import { expandGroup } from '#domain/groups.ts'
import type { WriteTx } from '#store/handles.ts'
import { addGroupMembers, findGroup, listGroups, removeGroup, removeGroupMembers, saveGroup } from '#store/groups.ts'
import type { Hub } from '../hub.ts'
import { resolveSessions } from '../plan.ts'
import { handle } from './handle.ts'

export const list = handle.groups.list.handler(({ context: { hub } }) => ({ groups: [...listGroups(hub.store.read)] }))

export const show = handle.groups.show.handler(({ input, context: { hub } }) => {
  const group = getGroup(hub, input.name)
  const { sessions, absent } = expandGroup(group, hub.world())
  return { group, sessions: [...sessions], absent: [...absent] }
})

export const save = handle.groups.save.handler(({ input, context: { hub } }) => {
  if (input.name === 'all') throw new HubError('conflict', '@all is built in: every agent', { data: { name: 'all' } })
  return 'filter' in input ? saveLive(hub, input.name, input.filter) : saveFixed(hub, input.name, input.members)
})

export const remove = handle.groups.remove.handler(async ({ input, context: { hub } }) => {
  const group = getGroup(hub, input.name)
  if (input.members.length === 0) {
    await hub.store.write(tx => {
      removeGroup(tx, input.name)
      hub.announcer.add(tx, { type: 'group.removed', data: { name: input.name } })
    })
    return { ok: true as const }
  }
  if (group.kind === 'live') {
    throw new HubError('conflict', `@${input.name} is a filter and has no members to remove`, {
      hint: 'Change its filter, or remove the group.',
      data: { name: input.name },
    })
  }
  const members = input.members.map(member => memberKey(hub, group.members, member))
  await hub.store.write(tx => {
    if (removeGroupMembers(tx, input.name, members) === 0) throw notFound('member', input.members.join(', '))
    announce(hub, tx, input.name)
  })
  return { ok: true as const }
})

async function saveLive(hub: Hub, name: string, filter: string): Promise<Group> {
  const parsed = parseFilter(filter)
  if (parsed.kind === 'bad') {
    throw new HubError('bad_filter', parsed.message, { data: { filter, position: parsed.position } })
  }
  refuseOtherKind(hub, name, 'live')
  const group: Group = { kind: 'live', name, filter, createdAt: createdAt(hub, name) }
  await hub.store.write(tx => {
    saveGroup(tx, group)
    announce(hub, tx, name)
  })
  return group
}

/** Members are kept by address when they are here now, so that a renamed session stays in; by name otherwise. */
async function saveFixed(hub: Hub, name: string, targets: readonly string[]): Promise<Group> {
  refuseOtherKind(hub, name, 'fixed')
  const members = targets.flatMap(target => resolveMember(hub, target))
  await hub.store.write(tx => {
    if (findGroup(tx, name) === undefined) {
      saveGroup(tx, { kind: 'fixed', name, members: [], createdAt: createdAt(hub, name) })
    }
    addGroupMembers(tx, name, members)
    announce(hub, tx, name)
  })
  return getGroup(hub, name)
}

function resolveMember(hub: Hub, target: string): readonly string[] {
  const parsed = parseTarget(target)
  if (parsed.kind === 'group' && hub.groups().every(group => group.name !== parsed.name) && parsed.name !== 'all') {
    throw notFound('group', target)
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

function refuseOtherKind(hub: Hub, name: string, kind: Group['kind']): void {
  const known = findGroup(hub.store.read, name)
  if (known === undefined || known.kind === kind) return
  throw new HubError('conflict', `@${name} exists and is ${known.kind === 'live' ? 'a filter' : 'a list'}`, {
    hint: `Remove it first: comms group rm ${name}`,
    data: { name },
  })
}

function createdAt(hub: Hub, name: string): string {
  return findGroup(hub.store.read, name)?.createdAt ?? new Date(hub.clock.now()).toISOString()
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
