import { useMemo, useState } from 'react'
import type { Key } from 'react-aria-components'
import { branchesOf, type BranchNode, type TreeNode } from './tree-nodes.ts'

/** Which branches are open: all but those the person has closed, so that what appears is seen. */
export function useFolding(nodes: readonly TreeNode[]) {
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set())
  const branches = useMemo(
    (): ReadonlyMap<string, BranchNode> => new Map(branchesOf(nodes).map(node => [node.id, node])),
    [nodes],
  )
  const branchIds = useMemo(() => [...branches.keys()], [branches])
  const unfolded = useMemo(() => branchIds.filter(id => !closed.has(id)), [branchIds, closed])
  const unfold = (open: ReadonlySet<Key>) =>
    setClosed(before => new Set([...before, ...branchIds].filter(id => !open.has(id))))
  return { unfolded, unfold, branches, branchIds }
}
