import { addressOfRow, leavesOf, type LeafNode, type TreeNode } from './tree-nodes.ts'

/** How much of a branch is chosen. */
export type Mark = 'none' | 'some' | 'all'

export function markOf(addresses: readonly string[], chosen: ReadonlySet<string>): Mark {
  const count = addresses.filter(address => chosen.has(address)).length
  if (count === 0) return 'none'
  return count === addresses.length ? 'all' : 'some'
}

/**
 * What is chosen after the tree has changed its rows from `before` to `after`; "all" means every session that matches,
 * unfolded or not. A toggle turns each session whose row changed, because one session can have several rows.
 */
export function chosenAfter(
  after: 'all' | ReadonlySet<unknown>,
  before: ReadonlySet<unknown>,
  { nodes, chosen, isToggle }: { nodes: readonly TreeNode[]; chosen: readonly string[]; isToggle: boolean },
): readonly string[] {
  if (after === 'all') return unique(leavesOf(nodes).map(({ address }) => address))
  if (!isToggle) return unique([...after].map(toAddress))
  const rows = [...[...after].filter(row => !before.has(row)), ...[...before].filter(row => !after.has(row))]
  const turned = unique(rows.map(toAddress))
  return [...chosen.filter(address => !turned.includes(address)), ...turned.filter(one => !chosen.includes(one))]
}

const toAddress = (row: unknown): string => addressOfRow(String(row))
const unique = (addresses: readonly string[]): readonly string[] => [...new Set(addresses)]

/** Rows to show as chosen. A session that no row shows now keeps its place under its address. */
export function rowsOf(chosen: readonly string[], leaves: ReadonlyMap<string, readonly LeafNode[]>): readonly string[] {
  return chosen.flatMap(address => leaves.get(address)?.map(({ id }) => id) ?? [address])
}

/** A branch was pressed: alone it chooses its sessions and no others; with ⌘ it adds them, or takes them away when all are chosen. */
export function chosenAfterBranch(
  addresses: readonly string[],
  chosen: readonly string[],
  isAdding: boolean,
): readonly string[] {
  if (!isAdding) return addresses
  if (markOf(addresses, new Set(chosen)) === 'all') return chosen.filter(address => !addresses.includes(address))
  return unique([...chosen, ...addresses])
}

/** "7 selected (2 hidden by filter)"; sessions that have closed meanwhile are said too. */
export function selectionWords(
  chosen: readonly string[],
  shown: ReadonlySet<string>,
  exists: (address: string) => boolean,
): string {
  const closed = chosen.filter(address => !exists(address)).length
  const hidden = chosen.filter(address => exists(address) && !shown.has(address)).length
  const notes = [hidden > 0 && `${hidden} hidden by filter`, closed > 0 && `${closed} closed`].filter(Boolean)
  return `${chosen.length} selected${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`
}
