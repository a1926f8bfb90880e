import { HubError } from '#contract/errors.ts'
import type { Session } from '#contract/session.ts'
import type { Hub } from './hub.ts'
import { resolveSessions } from './resolve-sessions.ts'

/** The one session a target means; several are `ambiguous`, and the candidates are listed. */
export function oneSession(hub: Hub, target: string): Session {
  const sessions = resolveSessions(hub.world(), [target])
  const [session] = sessions
  if (session !== undefined && sessions.length === 1) return session
  throw new HubError('ambiguous', `"${target}" means ${sessions.length} sessions; this takes one`, {
    hint: `Use one of: ${sessions.map(candidate => candidate.address).join(', ')}`,
    data: { name: target, candidates: sessions.map(({ address, name }) => ({ address, name })) },
  })
}
