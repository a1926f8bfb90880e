import type { Group } from '#contract/group.ts'
import type { Session } from '#contract/session.ts'
import { parseFilter } from './filter-parse.ts'
import type { BadFilter } from './filter-terms.ts'
import { findByName } from './target-name.ts'
import { parseTarget } from './target.ts'
import { ALL_AGENTS, listAgents, listMatching, listPresent, type World } from './target-world.ts'

/** A name that several sessions answer to. */
export interface Ambiguity {
  readonly name: string
  readonly candidates: readonly Session[]
}

/** A filter in a group that cannot be read. */
export type BadGroupFilter = BadFilter & { readonly filter: string }

/** What a group means now. */
export interface GroupExpansion {
  /** Each session once, in the order of the members. */
  readonly sessions: readonly Session[]
  /** Members nobody answers to now, as they are written in the group. */
  readonly absent: readonly string[]
  /** Members several sessions answer to; none of those is in `sessions`, for nobody may choose. */
  readonly ambiguous: readonly Ambiguity[]
  /** Filters saved in the group that cannot be read (any more); they mean nobody. */
  readonly unreadable: readonly BadGroupFilter[]
}

/** Finds the sessions of a group. Groups inside it are followed, each once, so a circle of groups ends. */
export function expandGroup(group: Group, world: World): GroupExpansion {
  const found: Found = { sessions: new Map(), absent: [], ambiguous: [], unreadable: [], seen: new Set() }
  addGroup(group, world, found)
  const { sessions, absent, ambiguous, unreadable } = found
  return { sessions: [...sessions.values()], absent, ambiguous, unreadable }
}

/**
 * Tells which groups a session belongs to, for `group:` in filters. Live groups are asked with the fixed ones known
 * only: a live group's own `group:other` sees `other` when that is a fixed list.
 */
export function indexGroups(world: Omit<World, 'groupsOf'>): (address: string) => readonly string[] {
  const fixed = membership({ ...world, groupsOf: () => [] }, 'fixed')
  const live = membership({ ...world, groupsOf: address => fixed.get(address) ?? [] }, 'live')
  return address => [...(fixed.get(address) ?? []), ...(live.get(address) ?? [])]
}

interface Found {
  readonly sessions: Map<string, Session>
  readonly absent: string[]
  readonly ambiguous: Ambiguity[]
  readonly unreadable: BadGroupFilter[]
  readonly seen: Set<string>
}

function addGroup(group: Group, world: World, found: Found): void {
  if (found.seen.has(group.name)) return
  found.seen.add(group.name)
  if (group.kind === 'live') return addFilter(group.filter, world, found)
  for (const member of group.members) addMember(member, world, found)
}

function addMember(member: string, world: World, found: Found): void {
  const target = parseTarget(member)
  switch (target.kind) {
    case 'address':
      return addOne(member, listAt(target.address, world), found)
    case 'name':
      return addOne(member, findByName(target.name, world), found)
    case 'group':
      return addNested(member, target.name, world, found)
    case 'filter':
      return addAll(listMatching(target.filter, world), found)
    case 'bad':
      found.unreadable.push({ ...target, filter: member })
  }
}

function addNested(member: string, name: string, world: World, found: Found): void {
  if (name === ALL_AGENTS) return addAll(listAgents(world), found)
  const group = world.groups.find(one => one.name === name)
  if (group === undefined) found.absent.push(member)
  else addGroup(group, world, found)
}

function addOne(member: string, candidates: readonly Session[], found: Found): void {
  if (candidates.length === 0) found.absent.push(member)
  else if (candidates.length > 1) found.ambiguous.push({ name: member, candidates })
  else addAll(candidates, found)
}

function addFilter(filter: string, world: World, found: Found): void {
  const reading = parseFilter(filter)
  if (reading.kind === 'bad') found.unreadable.push({ ...reading, filter })
  else addAll(listMatching(reading.filter, world), found)
}

function addAll(sessions: readonly Session[], found: Found): void {
  for (const session of sessions) found.sessions.set(session.address, session)
}

/** A conversation that left its terminal for the background is still the member; its terminal may show another. */
function listAt(address: string, world: World): readonly Session[] {
  const present = listPresent(world)
  const found = present.filter(session => session.address === address)
  return found.map(session => present.find(other => other.address === session.movedTo) ?? session)
}

function membership(world: World, kind: Group['kind']): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const group of world.groups.filter(one => one.kind === kind)) {
    for (const { address } of expandGroup(group, world).sessions) {
      names.set(address, [...(names.get(address) ?? []), group.name])
    }
  }
  return names
}
