import { memo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { Collection, ListLayout, Tree, TreeItem, Virtualizer } from 'react-aria-components'
import { choose, setFilter, useSelection, type Grouping } from '../../stores/selection.ts'
import { BranchRow } from './branch-row.tsx'
import { openComposer, writeTo } from './compose.ts'
import { chosenAfterBranch, markOf } from './selection-rules.ts'
import { SessionRow } from './session-row.tsx'
import { findFocusedRow } from './tree-keys.ts'
import type { BranchNode, LeafNode, TreeNode } from './tree-nodes.ts'
import { useDropOnGroup } from './use-drop-on-group.ts'
import { useFolding } from './use-folding.ts'
import { useRowSelection } from './use-row-selection.ts'

const ROW_HEIGHT = 28

/** Without colour and without motion; fainter letters would be hard to read. */
const STALE = 'grayscale [&_*]:animate-none'

/** The sessions as a tree: click, ⌘-click, ⇧-click, ⇧↑↓, ⌘A and Escape choose as in every list of the Mac. */
export const SessionTree = memo(function SessionTree({
  nodes,
  grouping,
  isStale,
  onPeek,
}: {
  readonly nodes: readonly TreeNode[]
  readonly grouping: Grouping
  /** The hub is away: what is shown was true a while ago. */
  readonly isStale: boolean
  /** Space: look closer at the session that has the focus. */
  onPeek(address: string): void
}) {
  const isToggle = useRef(false)
  const isKey = useRef(false)
  const { rows, change } = useRowSelection(nodes, isToggle)
  const { unfolded, unfold, branches, branchIds } = useFolding(nodes)
  const dragAndDropHooks = useDropOnGroup(branches)

  const noteKeys = (event: KeyboardEvent | PointerEvent) => {
    isToggle.current = event.metaKey || event.ctrlKey
    isKey.current = event.type === 'keydown'
  }
  const noteKeyDown = (event: KeyboardEvent) => {
    noteKeys(event)
    const row = findFocusedRow()
    if (row !== undefined && handleKey(event, row, onPeek)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  return (
    <div
      className={`h-full ${isStale ? STALE : ''}`}
      onKeyDownCapture={noteKeyDown}
      onKeyDown={leaveStepByStep}
      onPointerDownCapture={noteKeys}
    >
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT, padding: 4 }}>
        <Tree
          aria-label="Sessions"
          items={nodes}
          selectionMode="multiple"
          selectionBehavior="replace"
          disabledBehavior="selection"
          disabledKeys={branchIds}
          selectedKeys={rows}
          onSelectionChange={change}
          expandedKeys={unfolded}
          onExpandedChange={unfold}
          {...(grouping === 'group' && { dragAndDropHooks })}
          className="h-full overflow-auto outline-none"
        >
          {node => renderNode(node, isToggle, isKey)}
        </Tree>
      </Virtualizer>
    </div>
  )
})

interface Flag {
  readonly current: boolean
}

function renderNode(node: TreeNode, isToggle: Flag, isKey: Flag) {
  return node.kind === 'branch' ? renderBranch(node, isToggle, isKey) : renderLeaf(node)
}

const ROW =
  'group/row relative h-7 cursor-default rounded-control select-none hover:bg-hover selected:bg-selected data-drop-target:bg-selected data-drop-target:outline-2 data-drop-target:-outline-offset-2 data-drop-target:outline-focus'

function renderBranch(node: BranchNode, isToggle: Flag, isKey: Flag) {
  /** Chooses what is below; Return once that is chosen writes to it, as it does on a session. */
  function press(): void {
    const { chosen } = useSelection.getState()
    if (isKey.current && markOf(node.addresses, new Set(chosen)) === 'all') openComposer()
    else choose(chosenAfterBranch(node.addresses, chosen, isToggle.current))
  }
  return (
    <TreeItem
      id={node.id}
      textValue={node.label}
      hasChildItems={node.children.length > 0}
      onAction={press}
      className={ROW}
    >
      <BranchRow node={node} />
      <Collection items={node.children}>{child => renderNode(child, isToggle, isKey)}</Collection>
    </TreeItem>
  )
}

function renderLeaf(node: LeafNode) {
  return (
    <TreeItem
      id={node.id}
      textValue={node.name}
      data-address={node.address}
      onAction={() => writeTo(node.address)}
      className={ROW}
    >
      <SessionRow address={node.address} />
    </TreeItem>
  )
}

/** Space looks closer, where the tree would choose the row. Tells whether it was that. */
function handleKey(event: KeyboardEvent, address: string, onPeek: (address: string) => void): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return false
  if (event.key !== ' ') return false
  onPeek(address)
  return true
}

/** Escape clears the selection, which the tree does; then the filter. */
function leaveStepByStep(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || useSelection.getState().filter === '') return
  event.preventDefault()
  setFilter('')
}
