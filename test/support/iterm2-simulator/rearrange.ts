import type { SplitTreeNode } from '#terminals/iterm2/schema/list-sessions.ts'
import type { SimulatedApp } from './app.ts'
import { sessionsOf, type SimulatedTab, type SplitNode } from './layout.ts'
import type { Request } from './schema.ts'
import type { SimulatedSession } from './session.ts'

const REORDER = { OK: 0, INVALID_ASSIGNMENT: 1, INVALID_WINDOW_ID: 2, INVALID_TAB_ID: 3 }
const LAYOUT = { OK: 0, BAD_TAB_ID: 1, WRONG_TREE: 2 }

/** Puts tabs first in their windows, in the order given; a window that is left without tabs is gone. */
export function reorderTabs(app: SimulatedApp, { assignments }: Request<'reorderTabsRequest'>): number {
  const status = judgeAssignments(app, assignments)
  if (status !== REORDER.OK) return status
  for (const { windowId, tabIds } of assignments) {
    for (const [index, id] of tabIds.entries()) app.moveTab(id, windowId, index)
  }
  return status
}

/** The first fault decides, in iTerm2's order of looking. */
function judgeAssignments(app: SimulatedApp, assignments: Request<'reorderTabsRequest'>['assignments']): number {
  const windows = new Set<string>()
  const tabs = new Set<string>()
  for (const { windowId, tabIds } of assignments) {
    if (windows.has(windowId)) return REORDER.INVALID_ASSIGNMENT
    if (app.findWindow(windowId) === undefined) return REORDER.INVALID_WINDOW_ID
    windows.add(windowId)
    for (const id of tabIds) {
      if (app.findTab(id) === undefined) return REORDER.INVALID_TAB_ID
      if (tabs.has(id)) return REORDER.INVALID_ASSIGNMENT
      tabs.add(id)
    }
  }
  return REORDER.OK
}

/** Gives panes other sizes. Only the shape of the tree is compared; whose pane it is comes from where it stands. */
export function setTabLayout(app: SimulatedApp, { tabId, root }: Request<'setTabLayoutRequest'>): number {
  const tab = app.findTab(tabId)?.tab
  if (tab === undefined) return LAYOUT.BAD_TAB_ID
  if (root === undefined || !isSameShape(tab.root, root)) return LAYOUT.WRONG_TREE
  resizePanes(tab.root, root)
  app.touched('layout')
  return LAYOUT.OK
}

function isSameShape(node: SplitNode, wanted: SplitTreeNode): boolean {
  if (node.vertical !== wanted.vertical || node.links.length !== wanted.links.length) return false
  return node.links.every((link, at) => {
    const other = wanted.links[at]
    if ('links' in link) return other?.node !== undefined && isSameShape(link, other.node)
    return other?.session !== undefined
  })
}

function resizePanes(node: SplitNode, wanted: SplitTreeNode): void {
  for (const [at, link] of node.links.entries()) {
    const other = wanted.links[at]
    if ('links' in link) {
      if (other?.node !== undefined) resizePanes(link, other.node)
    } else if (other?.session?.gridSize !== undefined) {
      const { width, height } = other.session.gridSize
      link.resize(Math.max(1, width), Math.max(1, height))
    }
  }
}

const DIRECTIONS: Readonly<Record<string, { readonly vertical: boolean; readonly step: number } | undefined>> = {
  left: { vertical: true, step: -1 },
  right: { vertical: true, step: 1 },
  above: { vertical: false, step: -1 },
  below: { vertical: false, step: 1 },
}

/** The pane beside the active one becomes active. Returns its id, or null where there is none. @throws Error */
export function selectPane(app: SimulatedApp, tab: SimulatedTab, direction: string): string | null {
  const way = DIRECTIONS[direction]
  if (way === undefined) throw new Error(`Invalid direction ${direction}`)
  const found = findBeside(tab.root, tab.active, way)
  if (found === undefined) return null
  tab.active = found
  app.touched('focus')
  return found.id
}

function findBeside(
  node: SplitNode,
  session: SimulatedSession,
  way: { readonly vertical: boolean; readonly step: number },
): SimulatedSession | undefined {
  const at = node.links.findIndex(link => ('links' in link ? sessionsOf(link).includes(session) : link === session))
  const link = node.links[at]
  if (link === undefined) return undefined
  const deeper = 'links' in link ? findBeside(link, session, way) : undefined
  if (deeper !== undefined || node.vertical !== way.vertical) return deeper
  const beside = node.links[at + way.step]
  return beside !== undefined && 'links' in beside ? sessionsOf(beside)[0] : beside
}
