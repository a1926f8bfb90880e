import type { Group } from '#contract/group.ts'

/** Every agent, which is a group although nobody made it. */
const ALL = '@all'

/** Groups to choose from, as targets. */
export function listGroupTargets(groups: Readonly<Record<string, Group>>): readonly string[] {
  return [
    ...Object.keys(groups)
      .toSorted()
      .map(name => `@${name}`),
    ALL,
  ]
}

/**
 * The group the line goes to: the one chosen for it, else the one written to last. Never one that is gone, and never a
 * guess: with neither the person chooses first.
 */
export function findQuickGroup(
  chosen: string | null,
  last: string | null,
  groups: Readonly<Record<string, Group>>,
): string | null {
  const targets = listGroupTargets(groups)
  return [chosen, last].find(target => target !== null && targets.includes(target)) ?? null
}
