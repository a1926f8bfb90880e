import { useMemo, useRef } from 'react'
import type { Session } from '#contract/session.ts'
import { useSelection } from '../../stores/selection.ts'
import { useSessions, type Sessions } from '../../stores/sessions.ts'
import { buildTree } from './build-tree.ts'
import type { FilterAnswer } from './filter-asker.ts'
import { reuseNodes } from './reuse-nodes.ts'
import { matchesWords } from './text-search.ts'
import type { TreeNode } from './tree-nodes.ts'
import { useGroupMembers } from './use-group-members.ts'

/**
 * The rows that are shown; the same list while nothing about them changes, so that a page of a thousand sessions is not
 * drawn anew because one of them works.
 */
export function useTree(answer: FilterAnswer): readonly TreeNode[] {
  const grouping = useSelection(state => state.grouping)
  const filter = useSelection(state => state.filter)
  const members = useGroupMembers(grouping === 'group')
  const last = useRef<readonly TreeNode[]>([])
  const select = useMemo(() => {
    let before: Sessions['byId'] | undefined
    return ({ byId }: Sessions) => {
      if (byId === before) return last.current
      before = byId
      const sessions = Object.values(byId).filter(session => passes(session, answer, filter))
      const built = buildTree(grouping, sessions, members)
      const shown =
        answer.kind === 'none' ? built : built.filter(node => node.kind !== 'branch' || node.addresses.length > 0)
      return (last.current = reuseNodes(last.current, shown))
    }
  }, [grouping, answer, filter, members])
  return useSessions(select)
}

function passes(session: Session, answer: FilterAnswer, filter: string): boolean {
  switch (answer.kind) {
    case 'none':
      return true
    case 'matched':
      return answer.addresses.has(session.address)
    case 'text':
      return matchesWords(session, filter)
  }
}
