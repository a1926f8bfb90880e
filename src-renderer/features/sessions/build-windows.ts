import type { Session } from '#contract/session.ts'
import { BACKEND_WORDS } from '../../lib/words.ts'
import { compareNames, groupBy } from './order.ts'
import { branch, leaf, type BranchNode, type TreeNode } from './tree-nodes.ts'

/**
 * Windows, their tabs, and the sessions in them. A level that would hold one row is left out: a tab with one session is
 * that session, a window with one tab has no tabs, and windows with one session stand together under their terminal.
 */
export function buildWindows(sessions: readonly Session[]): readonly BranchNode[] {
  const servers = [...groupBy(sessions, serverOf)].toSorted(([a], [b]) => compareNames(a, b))
  const named = new Set(servers.map(([server]) => server)).size > new Set(sessions.map(s => s.backend)).size
  return servers.flatMap(([server, members]) => buildServer(server, members, named))
}

/** What owns the windows: a tmux server by its socket; the other terminals are one each. */
function serverOf({ backend, address }: Session): string {
  return backend === 'tmux' ? address.slice(0, address.lastIndexOf('/')) : backend
}

function buildServer(server: string, sessions: readonly Session[], named: boolean): readonly BranchNode[] {
  const windows = [...groupBy(sessions, session => session.location.window)].toSorted(([a], [b]) => compareNames(a, b))
  const alone = windows.flatMap(([, members]) => (members.length === 1 ? members : []))
  const label = serverLabel(server, named)
  const shared = windows
    .filter(([, members]) => members.length > 1)
    .map(([window, members]) => buildWindow(`window:${server}/${window}`, label, window, members))
  if (alone.length === 0) return shared
  return [
    branch(
      { id: `server:${server}`, of: 'window', label },
      alone.map(one => leaf(one)),
    ),
    ...shared,
  ]
}

function buildWindow(id: string, server: string, window: string, sessions: readonly Session[]): BranchNode {
  const tabs = [...groupBy(sessions, session => session.location.tab)].toSorted(([a], [b]) => compareNames(a, b))
  const children = tabs.flatMap(([tab, members]): readonly TreeNode[] => {
    const panes = members.toSorted((a, b) => compareNames(a.location.pane, b.location.pane)).map(one => leaf(one))
    if (tabs.length === 1 || panes.length === 1) return panes
    return [branch({ id: `${id}/${tab}`, of: 'tab', label: tab }, panes)]
  })
  const label = window === 'claude-comms' ? server : `${server} · ${window}`
  return branch({ id, of: 'window', label }, children)
}

/** The terminal's name; with its server where there are several of one kind. */
function serverLabel(server: string, named: boolean): string {
  const [backend = '', socket] = server.split(/:(.*)/s)
  const word = BACKEND_WORDS[backend as Session['backend']]
  return named && socket !== undefined ? `${word} · ${socket.split('/').at(-1) ?? socket}` : word
}
