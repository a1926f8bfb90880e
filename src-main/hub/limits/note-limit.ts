import { visibleLine } from '#domain/sanitize.ts'
import { findReset } from '#domain/usage-limit.ts'
import { findLimit, type LimitRow } from '#store/usage-limits.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import type { RosterEntry } from '../roster.ts'
import { keepLimit } from './limit-rows.ts'
import { planContinue } from './plan-continue.ts'

const LONGEST_WORDS = 200

/** The owner's setting, acting for the owner. */
const SETTING: Caller = { power: 'owner', sender: { kind: 'hub', name: 'hub', address: null }, door: 'schedule' }

/**
 * Keeps that a usage limit stopped a session. What is known already keeps its moment: the same words, read again later,
 * would name another one. Only the program's own word, by its hook, makes the hub plan anything by itself.
 */
export async function noteLimit(
  hub: Hub,
  { session: { address, name, pid } }: Pick<RosterEntry, 'session'>,
  words: string,
  source: LimitRow['source'],
): Promise<void> {
  const shown = visibleLine(words, LONGEST_WORDS)
  const known = findLimit(hub.store.read, address)
  if (known?.pid === pid && (source === 'screen' || known.words === shown)) return
  const at = hub.clock.now()
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const resetsAt = findReset(shown, at, zone) ?? null
  const row: LimitRow = {
    ...{ address, name, pid, words: shown, source, at, resetsAt },
    scheduleId: known?.pid === pid ? known.scheduleId : null,
  }
  await hub.store.write(tx => keepLimit(hub, tx, row))
  hub.hooks.quiet.wake(address)
  const isAsked = source === 'hook' && hub.settings.current.continueAfterLimit && row.scheduleId === null
  if (isAsked && resetsAt !== null) await planContinue(hub, row, resetsAt, SETTING)
}
