import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'

interface Props {
  readonly list: ReactNode
  /** Null where it has no place or was put away: the list stays what it is, with its focus and its place. */
  readonly inspector: ReactNode | null
}

/** The list, and the inspector at its right: 280 to 520 px, as the person left it. */
export function SplitView({ list, inspector }: Props) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'comms.sessions',
    panelIds: inspector === null ? ['list'] : ['list', 'inspector'],
    storage: localStorage,
  })
  return (
    <Group defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged} className="h-full">
      <Panel id="list" minSize={340}>
        {list}
      </Panel>
      {inspector !== null && (
        <>
          <Separator
            aria-label="Width of the inspector"
            className="w-px bg-border outline-offset-0 hover:bg-border-strong focus-visible:bg-focus"
          />
          <Panel id="inspector" minSize={280} defaultSize={340} maxSize={520} groupResizeBehavior="preserve-pixel-size">
            {inspector}
          </Panel>
        </>
      )}
    </Group>
  )
}
