import { HubError } from '#contract/errors.ts'
import type { Check } from '#contract/hub-status.ts'
import { unknown, type DoctorCheck, type DoctorParts } from './check.ts'
import { AGENT_CHECKS } from './check-agents.ts'
import { DATABASE_CHECKS } from './check-database.ts'
import { ITERM2_CHECKS } from './check-iterm2.ts'
import { MAC_CHECKS } from './check-mac.ts'
import { CLAUDE_CHECKS } from './check-claude.ts'
import { SESSION_CHECKS } from './check-sessions.ts'
import { STATE_CHECKS } from './check-state.ts'

/** Every check, in the order people read them. */
const CHECKS: readonly DoctorCheck[] = [
  ...STATE_CHECKS,
  ...DATABASE_CHECKS,
  ...SESSION_CHECKS,
  ...AGENT_CHECKS,
  ...CLAUDE_CHECKS,
  ...ITERM2_CHECKS,
  ...MAC_CHECKS,
]

/** Everything the hub rests on, and what can be done about it. */
export interface Doctor {
  /** Looks at everything. Each row stands alone: one that cannot be told says so. */
  examine(): Promise<readonly Check[]>
  /**
   * Mends what one check complains of, says what was done, and looks again. Fails with `not_found` for a check that
   * does not exist, and with `unsupported` for one that only a person can mend.
   */
  mend(id: string): Promise<{ readonly done: string; readonly check: Check }>
}

export function createDoctor(parts: DoctorParts, checks: readonly DoctorCheck[] = CHECKS): Doctor {
  return {
    examine: () => Promise.all(checks.map(check => look(check, parts))),
    async mend(id) {
      const check = checks.find(each => each.id === id)
      if (check === undefined) throw noSuchCheck(id, checks)
      if (check.mend === undefined) throw await onlyByHand(check, parts)
      const done = await check.mend(parts)
      return { done, check: await look(check, parts) }
    },
  }
}

function noSuchCheck(id: string, checks: readonly DoctorCheck[]): HubError {
  const ids = checks.filter(each => each.mend !== undefined).map(each => each.id)
  return new HubError('not_found', `There is no check "${id}"`, {
    hint: `The hub can mend these by itself: ${ids.join(', ')}.`,
    data: { what: 'check', name: id },
  })
}

async function onlyByHand(check: DoctorCheck, parts: DoctorParts): Promise<HubError> {
  const { fix } = await look(check, parts)
  return new HubError('unsupported', `The hub cannot mend "${check.title}" by itself`, {
    hint: fix === '' ? 'Nothing asks for it now.' : fix,
    data: { what: check.id },
  })
}

async function look(check: DoctorCheck, parts: DoctorParts): Promise<Check> {
  const { id, title } = check
  const canMend = check.mend !== undefined
  try {
    return { id, title, canMend, ...(await check.examine(parts)) }
  } catch (error) {
    return { id, title, canMend, ...unknown((error as Error).message) }
  }
}
