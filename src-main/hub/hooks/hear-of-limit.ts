import type { HookReport, HookTold } from '#contract/hook.ts'
import { isUsageLimit } from '#domain/usage-limit.ts'
import { findLimit } from '#store/usage-limits.ts'
import type { Hub } from '../hub.ts'
import { endLimit } from '../limits/limit-keeper.ts'
import { noteLimit } from '../limits/note-limit.ts'
import type { RosterEntry } from '../roster.ts'

/** Errors by which Claude Code tells that nothing is left to use; others of theirs are over in a moment. */
const ERRORS: ReadonlySet<string> = new Set(['rate_limit', 'billing_error'])
/** After these a turn went on, or was forgotten: there is nothing to continue. */
const GOES_ON: ReadonlySet<HookTold> = new Set(['PostToolUse', 'Stop', 'SessionStart', 'SessionEnd'])

/** A turn that a usage limit ended, and one that went on after that. A subagent's turn is not the session's. */
export async function hearOfLimit(hub: Hub, entry: RosterEntry, report: HookReport): Promise<void> {
  if (report.agent_id !== undefined) return
  const { event, error = '', last_assistant_message: words = '' } = report
  if (event === 'StopFailure' && ERRORS.has(error) && isUsageLimit(words)) return noteLimit(hub, entry, words, 'hook')
  const limit = GOES_ON.has(event) ? findLimit(hub.store.read, entry.session.address) : undefined
  if (limit !== undefined) await endLimit(hub, limit)
}
