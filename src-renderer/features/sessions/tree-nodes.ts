import type { SessionState } from '#contract/session.ts'

/** One row of the session tree. Rows whose node is the same object are not drawn again. */
export type TreeNode = BranchNode | LeafNode

/** A window, tab, state, group or folder with the sessions below it. */
export interface BranchNode {
  readonly kind: 'branch'
  readonly id: string
  readonly of: 'window' | 'tab' | 'status' | 'group' | 'directory'
  readonly label: string
  /** The state it stands for, when the tree is arranged by state. */
  readonly state: SessionState | null
  /** Name of the fixed group that sessions can be dropped on, or null. */
  readonly takes: string | null
  readonly children: readonly TreeNode[]
  /** Addresses of every session below, in the order of the rows, each once. */
  readonly addresses: readonly string[]
}

export interface LeafNode {
  readonly kind: 'session'
  /** The address; below a group, the group before it, because a session can stand in several. */
  readonly id: string
  readonly address: string
  readonly name: string
}

interface BranchFacts extends Pick<BranchNode, 'id' | 'of' | 'label'> {
  readonly state?: SessionState
  readonly takes?: string | null
}

export function branch(facts: BranchFacts, children: readonly TreeNode[]): BranchNode {
  const addresses = children.flatMap(child => (child.kind === 'branch' ? child.addresses : [child.address]))
  return {
    kind: 'branch',
    id: facts.id,
    of: facts.of,
    label: facts.label,
    state: facts.state ?? null,
    takes: facts.takes ?? null,
    children,
    addresses: [...new Set(addresses)],
  }
}

/** Parts a group from an address in the id of a row; neither can hold it. */
const PART = '\n'

export function leaf(session: { readonly address: string; readonly name: string }, group?: string): LeafNode {
  const { address, name } = session
  return { kind: 'session', id: group === undefined ? address : group + PART + address, address, name }
}

/** The session a row stands for. */
export function addressOfRow(id: string): string {
  return id.slice(id.lastIndexOf(PART) + 1)
}

/** Every session row, in the order of the tree. */
export function leavesOf(nodes: readonly TreeNode[]): readonly LeafNode[] {
  return nodes.flatMap(node => (node.kind === 'session' ? [node] : leavesOf(node.children)))
}

/** Every row that has rows below it or may get some. */
export function branchesOf(nodes: readonly TreeNode[]): readonly BranchNode[] {
  return nodes.flatMap(node => (node.kind === 'branch' ? [node, ...branchesOf(node.children)] : []))
}
