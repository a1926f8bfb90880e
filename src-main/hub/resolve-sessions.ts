import { HubError } from '#contract/errors.ts'
import type { Sender } from '#contract/message.ts'
import type { Session } from '#contract/session.ts'
import { resolveTargets, type World } from '#domain/target-resolve.ts'

/** Sessions the targets mean. A sender never gets its own broadcast. */
export function resolveSessions(world: World, targets: readonly string[], from?: Sender): readonly Session[] {
  const found = resolveTargets(targets, world)
  switch (found.kind) {
    case 'resolved': {
      const sessions = found.sessions.filter(session => session.address !== from?.address)
      if (sessions.length > 0) return sessions
      throw new HubError('not_found', 'The targets mean nobody but the sender', { data: { what: 'session' } })
    }
    case 'not_found':
      throw new HubError('not_found', `No session answers to "${found.name}"`, {
        hint: found.near.length > 0 ? `Did you mean ${found.near.join(', ')}?` : whereToLook(found.name),
        data: { what: 'session', name: found.name, near: found.near },
      })
    case 'ambiguous':
      throw new HubError('ambiguous', `"${found.name}" means ${found.candidates.length} sessions`, {
        hint: `Use one of: ${found.candidates.map(candidate => candidate.address).join(', ')}`,
        data: { name: found.name, candidates: found.candidates.map(({ address, name }) => ({ address, name })) },
      })
    case 'bad_filter':
      throw new HubError('bad_filter', `The filter "${found.filter}" cannot be read: ${found.message}`, {
        data: { filter: found.filter, position: found.position },
      })
  }
}

function whereToLook(name: string): string {
  return name.startsWith('@') ? 'comms group ls shows every group.' : 'comms ls shows every session.'
}

/** A conversation that moved to the background is written to there: what its terminal shows now may be another. */
export function followMoved(world: World, sessions: readonly Session[], from: Sender): readonly Session[] {
  const byAddress = new Map(world.sessions.map(session => [session.address, session]))
  const followed = sessions.map(session => byAddress.get(session.movedTo ?? '') ?? session)
  return [...new Set(followed)].filter(({ address }) => address !== from.address)
}
