const KEY = 'comms.last-group'

/** The group that was written to last from this app, as a target: `@api`. It may be gone by now. */
export function readLastGroup(): string | null {
  return localStorage.getItem(KEY)
}

/** Keeps the group among the targets of a send, when there is exactly one: several are no habit. */
export function rememberGroup(targets: readonly string[]): void {
  const groups = targets.filter(target => target.startsWith('@'))
  const [group] = groups
  if (group !== undefined && groups.length === 1) localStorage.setItem(KEY, group.toLowerCase())
}
