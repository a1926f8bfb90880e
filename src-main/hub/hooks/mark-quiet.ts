import { hasUnansweredAsk } from '#store/asks.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import { findLimit } from '#store/usage-limits.ts'
import type { Hub } from '../hub.ts'
import { listFetchable, type Fetchable } from './hand-over.ts'
import type { HookedSession } from './hooked-sessions.ts'
import type { Quiet } from './quiet-marks.ts'

/** Lets the hooks of a session that need not ask end at once from now on, until something changes that. */
export function markQuiet(hub: Hub, session: HookedSession): void {
  hub.hooks.quiet.mark(session, session.notices.length > 0 ? [] : quietOf(hub, session))
}

/**
 * A prompt proves what was typed, and takes along what waits; the end of a turn answers what was asked. With nothing on
 * its way to the session and no question open in it, neither tells the hub anything. Of one that a usage limit stopped, both
 * tell whether it goes on.
 */
function quietOf(hub: Hub, session: HookedSession): readonly Quiet[] {
  const { read } = hub.store
  if (findLimit(read, session.address) !== undefined) return []
  if (listActiveForAddress(read, session.address).length === 0) {
    return hasUnansweredAsk(read, session.address) ? ['tools'] : ['tools', 'turns']
  }
  // Of notes a tool call only hears once.
  const isKnownNote = ({ message }: Fetchable) => message.kind === 'note' && session.toldOf.has(message.id)
  return listFetchable(hub, session).every(isKnownNote) ? ['tools'] : []
}
