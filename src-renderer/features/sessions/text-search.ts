import type { Session } from '#contract/session.ts'

/** Plain search for when the hub cannot read the filter or is away: every word stands somewhere in what the row shows. */
export function matchesWords(session: Session, text: string): boolean {
  const shown = [session.name, session.title, session.kind, session.state, session.detail, session.cwd, session.branch]
    .join(' ')
    .toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every(word => shown.includes(word))
}
