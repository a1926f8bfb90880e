import { randomUUID } from 'node:crypto'
import type { SplitTreeDraft } from '#terminals/iterm2/schema/list-sessions.ts'
import type { ServerDraft } from './schema.ts'
import type { SimulatedSession } from './session.ts'
import type { Value } from './value.ts'

/** Panes of a tab. */
export interface SplitNode {
  vertical: boolean
  links: (SplitNode | SimulatedSession)[]
}

export interface SimulatedTab {
  readonly id: number
  readonly root: SplitNode
  readonly userVariables: Map<string, Value>
  active: SimulatedSession
  /** A maximised pane hides the others. */
  maximised: SimulatedSession | undefined
  titleOverride: string | undefined
}

export interface SimulatedWindow {
  readonly id: string
  /** From 0. */
  readonly number: number
  readonly tabs: SimulatedTab[]
  readonly userVariables: Map<string, Value>
  readonly isHotkey: boolean
  selected: SimulatedTab | undefined
  titleOverride: string | undefined
  frame: Frame
  isFullscreen: boolean
}

/** Where a window stands, in points. */
export interface Frame {
  readonly origin: { readonly x: number; readonly y: number }
  readonly size: { readonly width: number; readonly height: number }
}

export function newWindow(number: number, isHotkey = false): SimulatedWindow {
  return {
    id: `pty-${randomUUID().toUpperCase()}`,
    number,
    tabs: [],
    userVariables: new Map(),
    isHotkey,
    selected: undefined,
    titleOverride: undefined,
    frame: { origin: { x: 100, y: 100 }, size: { width: 800, height: 600 } },
    isFullscreen: false,
  }
}

export function newTab(id: number, session: SimulatedSession): SimulatedTab {
  return {
    id,
    root: { vertical: true, links: [session] },
    userVariables: new Map(),
    active: session,
    maximised: undefined,
    titleOverride: undefined,
  }
}

/** Sessions of a tab, in the order of the tree. */
export function sessionsOf(node: SplitNode): readonly SimulatedSession[] {
  return node.links.flatMap(link => ('links' in link ? sessionsOf(link) : [link]))
}

/** Puts a new pane beside another. */
export function splitBeside(
  node: SplitNode,
  beside: SimulatedSession,
  added: SimulatedSession,
  how: { readonly vertical: boolean; readonly before: boolean },
): boolean {
  const at = node.links.indexOf(beside)
  if (at < 0) return node.links.some(link => 'links' in link && splitBeside(link, beside, added, how))
  if (node.vertical === how.vertical || node.links.length === 1) {
    node.vertical = how.vertical
    node.links.splice(how.before ? at : at + 1, 0, added)
  } else {
    node.links[at] = { vertical: how.vertical, links: how.before ? [added, beside] : [beside, added] }
  }
  return true
}

/** Takes a pane out; a node that is left empty goes with it. */
export function removePane(node: SplitNode, session: SimulatedSession): void {
  node.links = node.links.filter(link => {
    if (!('links' in link)) return link !== session
    removePane(link, session)
    return link.links.length > 0
  })
}

/** Everything that is open, as the API tells it. */
export function describeLayout(
  windows: readonly SimulatedWindow[],
  buried: readonly SimulatedSession[],
  nameOf: (session: SimulatedSession) => string,
): NonNullable<ServerDraft['listSessionsResponse']> {
  const hidden = (session: SimulatedSession) => ({ uniqueIdentifier: session.id, title: nameOf(session) })
  const shown = (session: SimulatedSession) => ({
    ...hidden(session),
    frame: {
      origin: { x: 0, y: 0 },
      size: { width: session.columns * 7, height: session.rows * 15 },
    },
    gridSize: { width: session.columns, height: session.rows },
  })
  const tree = (node: SplitNode): SplitTreeDraft => ({
    vertical: node.vertical,
    links: node.links.map(link => ('links' in link ? { node: tree(link) } : { session: shown(link) })),
  })
  return {
    windows: windows.map(window => ({
      windowId: window.id,
      number: window.number,
      frame: inWholePoints(window.frame),
      tabs: window.tabs.map(tab => ({
        tabId: String(tab.id),
        tmuxWindowId: '-1',
        root:
          tab.maximised === undefined ? tree(tab.root) : { vertical: true, links: [{ session: shown(tab.maximised) }] },
        ...(tab.maximised !== undefined && {
          minimizedSessions: sessionsOf(tab.root)
            .filter(session => session !== tab.maximised)
            .map(hidden),
        }),
      })),
    })),
    buriedSessions: buried.map(hidden),
  }
}

function inWholePoints({ origin, size }: Frame): Frame {
  return {
    origin: { x: Math.trunc(origin.x), y: Math.trunc(origin.y) },
    size: { width: Math.trunc(size.width), height: Math.trunc(size.height) },
  }
}
