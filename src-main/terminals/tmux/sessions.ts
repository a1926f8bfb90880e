import { RunError } from '#platform/run-process.ts'
import { runPlainly, type PlainServer } from './plain-command.ts'

/** Longest wait for the list of sessions, in milliseconds. */
const LIST_TIMEOUT = 5_000

/** `unreachable` tells nothing about the server; the other two are what it said itself. */
export type SessionChoice =
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreachable'; readonly reason: string }

/** Asks a server for the session to attach to. */
export async function chooseSession(server: PlainServer): Promise<SessionChoice> {
  const format = '#{session_id} #{session_attached} #{destroy-unattached} #{session_activity}'
  try {
    const id = pickSession(await runPlainly(server, ['list-sessions', '-F', format], LIST_TIMEOUT))
    return id === undefined ? { kind: 'empty' } : { kind: 'session', id }
  } catch (error) {
    if (!(error instanceof RunError)) throw error
    return { kind: 'unreachable', reason: error.message }
  }
}

/**
 * The session that is changed least by somebody attaching to it: one that somebody watches already, else one that does
 * not end when its last client leaves, and of those the longest unused, because a plain `tmux attach` of the person
 * prefers the latest session that nobody watches.
 */
export function pickSession(list: string): string | undefined {
  const sessions = list
    .split('\n')
    .map(line => line.split(' '))
    .filter(([id = '']) => /^\$\d+$/.test(id))
    .map(([id = '', attached, destroyed, activity]) => ({
      id,
      number: Number(id.slice(1)),
      rank: (attached === '0' ? 2 : 0) + (destroyed === '0' || destroyed === 'off' ? 0 : 1),
      activity: Number(activity),
    }))
  return sessions.toSorted((a, b) => a.rank - b.rank || a.activity - b.activity || a.number - b.number)[0]?.id
}
