import { useCallback, useState } from 'react'
import { useCommand } from '../../lib/commands/use-command.ts'
import { useMedia } from '../../lib/use-media.ts'
import { useConnection } from '../../stores/connection.ts'
import { focusSession, useSelection } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { showInspector, useShell } from '../shell/shell-state.ts'
import { Inspector } from './inspector.tsx'
import { InspectorSheet } from './inspector-sheet.tsx'
import { NoSessions } from './no-sessions.tsx'
import { NotLoaded } from './not-loaded.tsx'
import { NothingMatches } from './nothing-matches.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { SessionTree } from './session-tree.tsx'
import { SplitView } from './split-view.tsx'
import { Toolbar } from './toolbar.tsx'
import { useFilterAnswer, useFilterInAddress } from './use-filter.ts'
import { useSessionCommands } from './use-session-commands.ts'
import { useTree } from './use-tree.ts'

/** Every session the hub sees, beside what is known of the chosen ones. */
export function SessionsPage() {
  useFilterInAddress()
  const answer = useFilterAnswer()
  const nodes = useTree(answer)
  const grouping = useSelection(state => state.grouping)
  const isLoaded = useSessions(state => state.isLoaded)
  const isEmpty = useSessions(state => state.isLoaded && Object.keys(state.byId).length === 0)
  const isStale = useConnection(connection => connection.state === 'offline')
  const isNarrow = useMedia('(max-width: 899px)')
  const isInspectorShown = useShell(state => state.isInspectorShown)
  const [isSheetOpen, setSheetOpen] = useState(false)
  const peek = useCallback(
    (address: string) => {
      focusSession(address)
      if (isNarrow) setSheetOpen(true)
      else showInspector(true)
    },
    [isNarrow],
  )

  useSessionCommands(nodes, peek)
  useCommand('view.inspector', () => (isNarrow ? setSheetOpen(!isSheetOpen) : showInspector(!isInspectorShown)))

  const list = (
    <div className="flex h-full min-w-0 flex-col">
      <div className="min-h-0 flex-1">
        {!isLoaded ? (
          <NotLoaded />
        ) : nodes.length === 0 ? (
          <NothingMatches />
        ) : (
          <SessionTree key={grouping} nodes={nodes} grouping={grouping} isStale={isStale} onPeek={peek} />
        )}
      </div>
      <SelectionBar nodes={nodes} onDetails={isNarrow ? () => setSheetOpen(true) : undefined} />
    </div>
  )

  return (
    <section aria-labelledby="sessions-title" className="flex h-full flex-col">
      <Toolbar answer={answer} nodes={nodes} />
      <div className="min-h-0 flex-1">
        {isEmpty ? (
          <NoSessions />
        ) : (
          <SplitView list={list} inspector={isNarrow || !isInspectorShown ? null : <Inspector />} />
        )}
      </div>
      {isNarrow && <InspectorSheet isOpen={isSheetOpen} onChange={setSheetOpen} />}
    </section>
  )
}
