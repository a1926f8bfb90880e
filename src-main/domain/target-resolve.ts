import type { Session } from '#contract/session.ts'
import { expandGroup, type Ambiguity } from './groups.ts'
import { findByName, findSimilarNames } from './target-name.ts'
import { findSimilar } from './target-similar.ts'
import { ALL_AGENTS, listAgents, listMatching, type World } from './target-world.ts'
import { parseTarget } from './target.ts'
import { visibleLine } from './sanitize-line.ts'

export type { World } from './target-world.ts'

/** What a list of targets means. Anything but `resolved` means that nothing may be done to anybody. */
export type Resolution =
  | {
      readonly kind: 'resolved'
      /** Each once, in the order of first mention. */
      readonly sessions: readonly Session[]
      /** Remarks for the person: words read as plain text, members of groups that are not there. */
      readonly hints: readonly string[]
    }
  | { readonly kind: 'not_found'; readonly name: string; readonly near: readonly string[] }
  | ({ readonly kind: 'ambiguous' } & Ambiguity)
  | { readonly kind: 'bad_filter'; readonly message: string; readonly position: number; readonly filter: string }

/**
 * Finds the sessions that targets mean. A name must mean one session; a group or filter may mean none, as long as
 * another target means some.
 */
export function resolveTargets(texts: readonly string[], world: World): Resolution {
  const sessions = new Map<string, Session>()
  const hints: string[] = []
  for (const text of texts) {
    const one = resolveOne(text, world)
    if (one.kind !== 'resolved') return one
    for (const session of one.sessions) sessions.set(session.address, session)
    hints.push(...one.hints)
  }
  if (sessions.size === 0) return { kind: 'not_found', name: texts[0] ?? '', near: [] }
  return { kind: 'resolved', sessions: [...sessions.values()], hints }
}

function resolveOne(text: string, world: World): Resolution {
  const target = parseTarget(text)
  switch (target.kind) {
    case 'bad':
      return { ...target, kind: 'bad_filter', filter: text }
    case 'filter':
      return resolved(listMatching(target.filter, world), target.hints)
    case 'group':
      return resolveGroup(target.name, world)
    case 'address':
      return resolveAddress(target.address, world)
    case 'name':
      return resolveName(target.name, world)
  }
}

/** The one way to name a session that is gone. */
function resolveAddress(address: string, world: World): Resolution {
  const found = world.sessions.filter(session => session.address === address)
  const addresses = world.sessions.filter(session => session.state !== 'gone').map(session => session.address)
  return found.length > 0 ? resolved(found) : notFound(address, findSimilar(address, addresses, 3))
}

function resolveName(name: string, world: World): Resolution {
  const found = findByName(name, world)
  if (found.length > 1) return { kind: 'ambiguous', name, candidates: found }
  return found.length === 1 ? resolved(found) : notFound(name, findSimilarNames(name, world))
}

function resolveGroup(name: string, world: World): Resolution {
  if (name === ALL_AGENTS) return resolved(listAgents(world))
  const group = world.groups.find(one => one.name === name)
  if (group === undefined) {
    const names = [ALL_AGENTS, ...world.groups.map(one => one.name)]
    return notFound(
      `@${name}`,
      findSimilar(name, names, 3).map(near => `@${near}`),
    )
  }
  const { sessions, absent, ambiguous, unreadable } = expandGroup(group, world)
  if (ambiguous[0] !== undefined) return { kind: 'ambiguous', ...ambiguous[0] }
  if (unreadable[0] !== undefined) return { ...unreadable[0], kind: 'bad_filter' }
  return resolved(
    sessions,
    absent.map(member => `@${name}: nobody answers to ${visibleLine(member, 80)} now`),
  )
}

function resolved(sessions: readonly Session[], hints: readonly string[] = []): Resolution {
  return { kind: 'resolved', sessions, hints }
}

function notFound(name: string, near: readonly string[]): Resolution {
  return { kind: 'not_found', name, near }
}
