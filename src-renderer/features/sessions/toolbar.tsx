import { Button } from '../../components/button.tsx'
import { FilterBar } from '../../components/filter-bar.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { clock } from '../../lib/time.ts'
import { useConnection } from '../../stores/connection.ts'
import { useGroups } from '../../stores/groups.ts'
import { setFilter, setGrouping, useSelection, type Grouping } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { openSaveGroup } from '../groups/group-state.ts'
import type { FilterAnswer } from './filter-asker.ts'
import { focusTree } from './focus-tree.ts'
import { leavesOf, type TreeNode } from './tree-nodes.ts'

const GROUPINGS: readonly { readonly id: Grouping; readonly title: string }[] = [
  { id: 'window', title: 'Window' },
  { id: 'status', title: 'Status' },
  { id: 'group', title: 'Group' },
  { id: 'directory', title: 'Directory' },
]

/** How the sessions are arranged, and which of them are shown. */
export function Toolbar({ answer, nodes }: { readonly answer: FilterAnswer; readonly nodes: readonly TreeNode[] }) {
  const filter = useSelection(state => state.filter)
  const grouping = useSelection(state => state.grouping)
  return (
    <header className="shrink-0 border-b border-border px-4">
      <div className="flex min-h-[52px] flex-wrap items-center gap-x-3 gap-y-2 py-2">
        <h1 id="sessions-title" className="text-title font-semibold">
          Sessions <Count nodes={nodes} isFiltered={answer.kind !== 'none'} />
        </h1>
        <Segmented label="Arrange by" choices={GROUPINGS} value={grouping} onChange={setGrouping} />
        <div className="flex min-w-64 flex-1 items-center gap-2">
          <FilterBar
            label="Filter sessions"
            example="Filter: is:blocked dir:~/src"
            value={filter}
            onChange={setFilter}
            onLeave={focusTree}
          />
          {filter !== '' && answer.kind === 'matched' && (
            <Button onPress={() => openSaveGroup([], filter)}>Save as group</Button>
          )}
        </div>
      </div>
      <Hints answer={answer} />
    </header>
  )
}

function Count({ nodes, isFiltered }: { readonly nodes: readonly TreeNode[]; readonly isFiltered: boolean }) {
  const total = useSessions(state => Object.keys(state.byId).length)
  const shown = new Set(leavesOf(nodes).map(({ address }) => address)).size
  const heardAt = useConnection(connection => (connection.state === 'offline' ? connection.heardAt : null))
  const isLoaded = useSessions(state => state.isLoaded)
  if (!isLoaded) return null
  return (
    <span className="ml-1 text-small font-normal text-text-3">
      {isFiltered ? `${shown} of ${total}` : total}
      {heardAt !== null && ` as of ${clock(heardAt)}`}
    </span>
  )
}

/** What the hub did not understand; never an error, because plain text is always a filter. */
function Hints({ answer }: { readonly answer: FilterAnswer }) {
  const hasNoGroups = useGroups(state => Object.keys(state.byName).length === 0)
  const isWithoutGroups = useSelection(state => state.grouping === 'group') && hasNoGroups
  const hints = isWithoutGroups ? [...hintsOf(answer), NO_GROUPS] : hintsOf(answer)
  if (hints.length === 0) return null
  return (
    <p role="status" className="foreign pb-2 text-small text-text-2">
      {hints.join(' ')}
    </p>
  )
}

const NO_GROUPS = 'No groups yet. Choose sessions, or write a filter, and save them as a group.'

function hintsOf(answer: FilterAnswer): readonly string[] {
  if (answer.kind === 'none') return []
  return answer.kind === 'matched' ? answer.hints : [answer.hint]
}
