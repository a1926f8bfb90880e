import type { Group } from '#contract/group.ts'
import type { Session } from '#contract/session.ts'
import { matchesSession, type SessionContext } from './filter-session.ts'
import type { Filter } from './filter-terms.ts'

/** Everything a target can mean at one moment. */
export interface World extends SessionContext {
  readonly sessions: readonly Session[]
  readonly groups: readonly Group[]
}

/** The built-in group: every session whose program in front is an agent. A group of the same name cannot hide it. */
export const ALL_AGENTS = 'all'

/** Sessions that can still be reached. What is gone answers to its exact address only, so that its receipts can be asked for. */
export function listPresent(world: World): readonly Session[] {
  return world.sessions.filter(session => session.state !== 'gone')
}

export function listAgents(world: World): readonly Session[] {
  return listPresent(world).filter(session => world.isAgent(session.kind))
}

export function listMatching(filter: Filter, world: World): readonly Session[] {
  return listPresent(world).filter(session => matchesSession(filter, session, world))
}
