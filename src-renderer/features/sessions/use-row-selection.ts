import { useMemo, useState, type RefObject } from 'react'
import type { Selection } from 'react-aria-components'
import { choose, focusSession, useSelection } from '../../stores/selection.ts'
import { groupBy } from './order.ts'
import { chosenAfter, rowsOf } from './selection-rules.ts'
import { leavesOf, type TreeNode } from './tree-nodes.ts'

/** Joins the rows of the tree with the sessions that are chosen: rows come and go, what is chosen stays. */
export function useRowSelection(
  nodes: readonly TreeNode[],
  isToggle: RefObject<boolean>,
): { readonly rows: ReadonlySet<string>; change(rows: Selection): void } {
  const chosen = useSelection(state => state.chosen)
  const leaves = useMemo(() => groupBy(leavesOf(nodes), leaf => leaf.address), [nodes])
  const wanted = useMemo(() => new Set(rowsOf(chosen, leaves)), [chosen, leaves])
  const [given, setGiven] = useState<ReadonlySet<string>>(wanted)
  // The tree's own set remembers where a range began, so it goes back to the tree for as long as it says the same.
  const rows = isSameSet(given, wanted) ? given : wanted
  const change = (after: Selection) => {
    if (after !== 'all') setGiven(after as ReadonlySet<string>)
    const next = chosenAfter(after, rows, { nodes, chosen, isToggle: isToggle.current })
    choose(next)
    if (next.length === 1) focusSession(next[0] ?? null)
  }
  return { rows, change }
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(item => b.has(item))
}
