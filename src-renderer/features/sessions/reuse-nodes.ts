import type { TreeNode } from './tree-nodes.ts'

/**
 * The new rows, with the old object wherever a row says the same as before: rows that did not change are not drawn
 * again, and when none did the old list itself comes back.
 */
export function reuseNodes(old: readonly TreeNode[], next: readonly TreeNode[]): readonly TreeNode[] {
  const known = new Map(old.map(node => [node.id, node]))
  const nodes = next.map(node => reuseNode(known.get(node.id), node))
  return isSameList(old, nodes) ? old : nodes
}

function reuseNode(old: TreeNode | undefined, next: TreeNode): TreeNode {
  if (old === undefined || old.kind !== next.kind) return next
  if (old.kind === 'session' || next.kind === 'session') return isSameLeaf(old, next) ? old : next
  const children = reuseNodes(old.children, next.children)
  const addresses = isSameList(old.addresses, next.addresses) ? old.addresses : next.addresses
  const isSame =
    children === old.children &&
    addresses === old.addresses &&
    old.label === next.label &&
    old.state === next.state &&
    old.takes === next.takes
  return isSame ? old : { ...next, children, addresses }
}

function isSameLeaf(a: TreeNode, b: TreeNode): boolean {
  return a.kind === 'session' && b.kind === 'session' && a.address === b.address && a.name === b.name
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
