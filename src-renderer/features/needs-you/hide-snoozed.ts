import type { Snooze } from '#contract/attention.ts'
import type { Need } from '#contract/need.ts'
import type { Session } from '#contract/session.ts'

interface Waiting {
  readonly needs: readonly Need[]
  readonly sessions: readonly Session[]
}

/** What the person does not want to see for now is left out: single requests, and everything of a session. */
export function hideSnoozed({ needs, sessions }: Waiting, snoozes: readonly Snooze[]): Waiting {
  if (snoozes.length === 0) return { needs, sessions }
  const keys = new Set(snoozes.map(({ key }) => key))
  return {
    needs: needs.filter(({ id, session }) => !keys.has(id) && !keys.has(session.address)),
    sessions: sessions.filter(({ address }) => !keys.has(address)),
  }
}
