import type { Group } from '#contract/group.ts'
import type { Session, SessionState } from '#contract/session.ts'
import { shortFolder } from '../../lib/short-folder.ts'
import { STATE_WORDS } from '../../lib/words.ts'
import type { Grouping } from '../../stores/selection.ts'
import { buildWindows } from './build-windows.ts'
import { compareNames, groupBy } from './order.ts'
import { branch, leaf, type BranchNode, type TreeNode } from './tree-nodes.ts'

/** A group with the sessions it means now. */
export interface GroupMembers {
  readonly group: Pick<Group, 'name' | 'kind'>
  readonly addresses: readonly string[]
}

/** The rows of the session tree, arranged as the person asked. Empty groups stay, so that sessions can be put there. */
export function buildTree(
  grouping: Grouping,
  sessions: readonly Session[],
  groups: readonly GroupMembers[],
): readonly TreeNode[] {
  switch (grouping) {
    case 'window':
      return buildWindows(sessions)
    case 'status':
      return buildStates(sessions)
    case 'group':
      return buildGroups(sessions, groups)
    case 'directory':
      return buildDirectories(sessions)
  }
}

/** What needs a person stands first. */
const STATE_ORDER: readonly SessionState[] = ['blocked', 'error', 'done', 'working', 'idle', 'unknown', 'gone']

function buildStates(sessions: readonly Session[]): readonly BranchNode[] {
  const byState = groupBy(sessions, session => session.state)
  return STATE_ORDER.flatMap(state => {
    const members = byState.get(state)
    if (members === undefined) return []
    return [branch({ id: `state:${state}`, of: 'status', label: STATE_WORDS[state], state }, byName(members))]
  })
}

function buildDirectories(sessions: readonly Session[]): readonly BranchNode[] {
  const byFolder = groupBy(sessions, session => session.cwd)
  return [...byFolder]
    .toSorted(([a], [b]) => compareNames(a, b))
    .map(([cwd, members]) => {
      const label = cwd === '' ? 'No directory known' : shortFolder(cwd)
      return branch({ id: `dir:${cwd}`, of: 'directory', label }, byName(members))
    })
}

function buildGroups(sessions: readonly Session[], groups: readonly GroupMembers[]): readonly BranchNode[] {
  const byAddress = new Map(sessions.map(session => [session.address, session]))
  const known = groups
    .toSorted((a, b) => compareNames(a.group.name, b.group.name))
    .map(({ group, addresses }) => {
      const members = addresses.flatMap(address => byAddress.get(address) ?? [])
      const { name, kind } = group
      return branch(
        { id: `group:${name}`, of: 'group', label: `@${name}`, takes: kind === 'fixed' ? name : null },
        byName(members, name),
      )
    })
  const placed = new Set(known.flatMap(node => node.addresses))
  const rest = sessions.filter(({ address }) => !placed.has(address))
  if (rest.length === 0) return known
  return [...known, branch({ id: 'group:', of: 'group', label: 'In no group' }, byName(rest))]
}

function byName(sessions: readonly Session[], group?: string): readonly TreeNode[] {
  return sessions.toSorted((a, b) => compareNames(a.name, b.name)).map(session => leaf(session, group))
}
