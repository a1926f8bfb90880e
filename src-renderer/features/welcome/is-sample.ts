import type { Session } from '#contract/session.ts'

/** One of the hub's own sample sessions. */
export function isSample({ name }: Pick<Session, 'name'>): boolean {
  return name.startsWith('demo-')
}
