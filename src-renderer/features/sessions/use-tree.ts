import { useMemo, useRef } from 'react'
import type { Session } from '#contract/session.ts'
import { useSelection } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { buildTree } from './build-tree.ts'
import type { FilterAnswer } from './filter-asker.ts'
import { reuseNodes } from './reuse-nodes.ts'
import { matchesWords } from './text-search.ts'
import type { TreeNode } from './tree-nodes.ts'
import { useGroupMembers } from './use-group-members.ts'

/** The rows that are shown; the same list while nothing about them changes. */
export function useTree(answer: FilterAnswer): readonly TreeNode[] {
  const byId = useSessions(state => state.byId)
  const grouping = useSelection(state => state.grouping)
  const filter = useSelection(state => state.filter)
  const members = useGroupMembers(grouping === 'group')
  const last = useRef<readonly TreeNode[]>([])
  return useMemo(() => {
    const sessions = Object.values(byId).filter(session => passes(session, answer, filter))
    const built = buildTree(grouping, sessions, members)
    const shown =
      answer.kind === 'none' ? built : built.filter(node => node.kind !== 'branch' || node.addresses.length > 0)
    last.current = reuseNodes(last.current, shown)
    return last.current
  }, [byId, grouping, answer, filter, members])
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
