import type { ListSessionsResponse, SessionSummary, SplitTreeNode } from './schema/list-sessions.ts'

/** Where a session is. A buried one has neither window nor tab. */
export interface Place {
  readonly id: string
  readonly window: { readonly id: string; readonly number: number } | undefined
  readonly tab: { readonly id: string; readonly index: number; readonly panes: number } | undefined
  /** From 0, in the order of the tab's tree. */
  readonly pane: number
  /** Undefined while it hides behind a maximised pane. */
  readonly size: { readonly columns: number; readonly rows: number } | undefined
  readonly title: string
}

/** Every session of the tree, in the order in which a person reads it, buried ones last. */
export function readLayout({ windows, buriedSessions }: ListSessionsResponse): readonly Place[] {
  const open = windows.flatMap(({ windowId, number, tabs }) =>
    tabs.flatMap(({ tabId, root, minimizedSessions }, index) => {
      const sessions = [...(root === undefined ? [] : sessionsOf(root)), ...minimizedSessions]
      const window = { id: windowId, number }
      const tab = { id: tabId, index, panes: sessions.length }
      return sessions.map((session, pane): Place => ({ ...factsOf(session), window, tab, pane }))
    }),
  )
  const buried = buriedSessions.map((session): Place => ({
    ...factsOf(session),
    window: undefined,
    tab: undefined,
    pane: 0,
  }))
  return [...open, ...buried]
}

function sessionsOf(node: SplitTreeNode): readonly SessionSummary[] {
  return node.links.flatMap(link => {
    if (link.node !== undefined) return sessionsOf(link.node)
    return link.session === undefined ? [] : [link.session]
  })
}

function factsOf({ uniqueIdentifier, title, gridSize }: SessionSummary) {
  return {
    id: uniqueIdentifier,
    title,
    size: gridSize === undefined ? undefined : { columns: gridSize.width, rows: gridSize.height },
  }
}
