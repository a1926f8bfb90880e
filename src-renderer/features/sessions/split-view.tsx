import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'

/** The list, and the inspector at its right: 280 to 520 px, as the person left it. */
export function SplitView({ list, inspector }: { readonly list: ReactNode; readonly inspector: ReactNode }) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'comms.sessions', storage: localStorage })
  return (
    <Group defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged} className="h-full">
      <Panel id="list" minSize={340}>
        {list}
      </Panel>
      <Separator
        aria-label="Width of the inspector"
        className="w-px bg-border outline-offset-0 hover:bg-border-strong focus-visible:bg-focus"
      />
      <Panel id="inspector" minSize={280} defaultSize={340} maxSize={520} groupResizeBehavior="preserve-pixel-size">
        {inspector}
      </Panel>
    </Group>
  )
}
