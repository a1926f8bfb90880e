import { z } from 'zod'
import type { ScreenSnapshot } from '#domain/ports.ts'
import type { Place } from './layout.ts'
import type { SessionFacts } from './session-facts.ts'
import { wrapToWidth } from './wrap-lines.ts'

const Session = z.object({
  id: z.string(),
  name: z.string(),
  tty: z.string(),
  columns: z.int(),
  rows: z.int(),
  /** It has written something within the last two seconds. */
  processing: z.boolean(),
})
export type ScriptedSession = z.infer<typeof Session>

/** What `list-sessions` answers. */
export const Listing = z.object({
  pid: z.int(),
  windows: z.array(z.object({ window: z.int(), tabs: z.array(z.array(Session)) })),
})
export type Listing = z.infer<typeof Listing>

/** What `session-facts` answers. */
export const Kept = z.array(z.object({ id: z.string(), pid: z.string(), path: z.string(), title: z.string() }))
export type Kept = z.infer<typeof Kept>[number]

/** What `read-screen` answers. A line that goes on in the next row of the screen is one line here. */
export const Screen = z.object({
  lines: z.array(z.string()),
  columns: z.int(),
  rows: z.int(),
  name: z.string(),
  path: z.string(),
  title: z.string(),
})

/** A session of a listing, and where it is. */
export interface Listed {
  readonly place: Place
  readonly session: ScriptedSession
}

/**
 * Every session of a listing. AppleScript lists windows front to back, and that order changes with every click, so they
 * are counted in the order in which they were opened.
 */
export function readListing({ windows }: Listing): readonly Listed[] {
  return windows
    .toSorted((a, b) => a.window - b.window)
    .flatMap(({ window, tabs }, number) =>
      tabs.flatMap((sessions, index) =>
        sessions.map((session, pane) => ({
          session,
          place: {
            id: session.id,
            window: { id: String(window), number },
            // AppleScript knows tabs by their place alone.
            tab: { id: '', index, panes: sessions.length },
            pane,
            size: { columns: session.columns, rows: session.rows },
            title: session.name,
          },
        })),
      ),
    )
}

/** What AppleScript tells of a session, in the form of what the API tells. */
export function factsFrom({ tty, name, columns, rows }: ScriptedSession, kept: Kept): SessionFacts {
  return {
    tty,
    name,
    size: { columns, rows },
    pid: Number(kept.pid) || 0,
    path: kept.path,
    ownTitle: kept.title,
    alternate: false,
    tmuxRole: '',
    tabTitle: '',
  }
}

/**
 * The rows of the screen. AppleScript tells neither where the cursor is nor what is faint, so a placeholder looks like a
 * draft, and a program that is known by its cursor is not known to be idle.
 */
export function screenFrom({ lines, columns, rows }: z.infer<typeof Screen>): ScreenSnapshot {
  const shown = lines.flatMap(line => wrapToWidth(line, columns)).slice(-rows)
  const all = Array.from({ length: rows }, (_, row) => shown[row] ?? '')
  return { lines: all, bright: all, cursor: { column: 0, row: -1 }, alternate: false }
}
