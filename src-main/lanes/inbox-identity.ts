import { whyMoved } from '#domain/background.ts'
import type { ClaudeSession, ClaudeSessions, Identity } from '#domain/ports.ts'
import type { Carried } from './lane.ts'

/** Why a message must not go to the session that is there now. */
export interface SessionObjection {
  readonly reason: 'inbox_away' | 'session_ended' | 'identity_changed'
  readonly evidence: string
}

/**
 * The message was accepted for one conversation. It may go on under another process (resumed) or another session id
 * (`/clear`, a fork), but another conversation in the same place does not get it.
 */
export function objectToSession(
  session: ClaudeSession | undefined,
  { identity }: Pick<Carried, 'identity'>,
  sessions: ClaudeSessions,
): SessionObjection | undefined {
  if (session === undefined) {
    return { reason: 'session_ended', evidence: 'no Claude Code session runs there now; it waits until it is resumed' }
  }
  if (identity?.sessionId !== undefined && !isSame(session, identity, identity.sessionId, sessions)) {
    return {
      reason: 'identity_changed',
      evidence: `another conversation runs there now (${session.sessionId}), not ${identity.sessionId}`,
    }
  }
  if (session.movedToJob !== null) {
    return { reason: 'inbox_away', evidence: whyMoved(session.movedToJob) }
  }
  if (session.inbox === null) return { reason: 'inbox_away', evidence: 'the session has no inbox now' }
  return undefined
}

function isSame(session: ClaudeSession, identity: Identity, sessionId: string, sessions: ClaudeSessions): boolean {
  const isSameProcess = session.pid === identity.pid && session.pidStartedAt === identity.pidStartedAt
  return isSameProcess || sessions.conversationOf(session.sessionId) === sessions.conversationOf(sessionId)
}
