import { Button } from '../../components/button.tsx'
import { choose, useSelection } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { openSaveGroup } from '../groups/group-state.ts'
import { openComposer } from './compose.ts'
import { selectionWords } from './selection-rules.ts'
import { leavesOf, type TreeNode } from './tree-nodes.ts'

/** How many sessions are chosen, those out of sight counted too, and what can be done with them. */
export function SelectionBar({
  nodes,
  onDetails,
}: {
  readonly nodes: readonly TreeNode[]
  /** Given where the inspector has no place beside the list. */
  readonly onDetails: (() => void) | undefined
}) {
  const chosen = useSelection(state => state.chosen)
  const words = useSessions(({ byId }) =>
    selectionWords(chosen, new Set(leavesOf(nodes).map(({ address }) => address)), address => address in byId),
  )
  if (chosen.length === 0) return null
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-t border-border px-3 py-1"
    >
      <span role="status" className="min-w-0 flex-1 truncate text-text-2">
        {words}
      </span>
      {onDetails !== undefined && <Button onPress={onDetails}>Details</Button>}
      {chosen.length > 1 && <Button onPress={() => openSaveGroup(chosen, '')}>Save as group</Button>}
      <Button onPress={openComposer}>Write</Button>
      <Button look="quiet" onPress={() => choose([])}>
        Clear
      </Button>
    </div>
  )
}
