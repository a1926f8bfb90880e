import { type AttachedClient, latestKeys, parseClient } from './client-format.ts'
import { type PaneFacts, parsePane } from './pane-format.ts'
import type { PaneId } from './pane-id.ts'

/** Newest key seen per pane. tmux only knows where a person's keys go now, so what was seen before is kept. */
export type KeyTimes = Map<PaneId, number>

/** Panes in the answer to a listing, each once: a window linked into several sessions is listed in each. */
export function readPanes(lines: readonly string[], server: string): readonly PaneFacts[] {
  const panes = new Map<PaneId, PaneFacts>()
  for (const line of lines) {
    const pane = parsePane(line, server)
    if (pane !== undefined && !panes.has(pane.id)) panes.set(pane.id, pane)
  }
  return [...panes.values()]
}

export function readClients(lines: readonly string[] = []): readonly AttachedClient[] {
  return lines.map(parseClient).filter(client => client !== undefined)
}

/** Takes over newer keys of people. */
export function noteKeys(times: KeyTimes, clients: readonly AttachedClient[]): void {
  for (const [pane, at] of latestKeys(clients)) times.set(pane, Math.max(at, times.get(pane) ?? 0))
}

/** The pane with the last key a person pressed in it. */
export function withKeys(pane: PaneFacts, times: KeyTimes): PaneFacts {
  const humanKeyAt = times.get(pane.id) ?? 0
  return humanKeyAt === 0 ? pane : { ...pane, info: { ...pane.info, humanKeyAt } }
}

/** Forgets panes that are gone, so that the memory does not grow with the life of the server. */
export function forgetKeys(times: KeyTimes, panes: readonly PaneFacts[]): void {
  const alive = new Set(panes.map(pane => pane.id))
  for (const pane of times.keys()) if (!alive.has(pane)) times.delete(pane)
}
