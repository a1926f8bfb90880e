import type { Identity } from './ports.ts'

/** Where a session lives, whatever program runs there. */
export type Place = Pick<Identity, 'serverPid' | 'serverStartedAt' | 'tty' | 'rootPid'>

/**
 * Whether an address means the same terminal as before. A server that was started anew gives old addresses again; a
 * session that outlives its server (restored by its terminal) keeps its tty and its first process.
 */
export function isSamePlace(then: Place, now: Place): boolean {
  const isSameServer = then.serverPid === now.serverPid && then.serverStartedAt === now.serverStartedAt
  return isSameServer || (then.tty === now.tty && then.rootPid === now.rootPid)
}
