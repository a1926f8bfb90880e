import type { Outputs, Session } from '#client/calls.ts'
import { printSafe } from '../print-safe.ts'
import { markOf, SESSION_MARKS } from './states.ts'
import { renderTable, type Cell, type TableLayout } from './table.ts'
import { relativeTime } from './time.ts'

export interface SessionLayout extends TableLayout {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Home folder of the person, shown as `~`. */
  readonly homeFolder: string | undefined
}

/** One line per session: shape and word of its state, since when, name, program, folder, branch. */
export function sessionLines(sessions: readonly Session[], layout: SessionLayout): readonly string[] {
  return renderTable(
    sessions.map(session => sessionRow(session, layout)),
    layout,
  )
}

function sessionRow(session: Session, layout: SessionLayout): readonly Cell[] {
  const { glyph, word, colour } = markOf(SESSION_MARKS, session.state)
  const state = session.detail === '' ? word : `${word}: ${printSafe(session.detail)}`
  return [
    { text: glyph, colour },
    { text: printSafe(session.name), colour: 'bold' },
    { text: state, colour },
    { text: relativeTime(session.evidence.at, layout.now), colour: 'dim' },
    printSafe(session.kind),
    printSafe(shortFolder(session.cwd, layout.homeFolder)),
    { text: printSafe(session.branch ?? ''), colour: 'dim' },
    { text: printSafe(placeOf(session)), colour: 'dim', keep: 'end' },
  ]
}

/** The address of a tmux pane says where it is; that of an iTerm2 session is a number nobody remembers. */
function placeOf({ address, backend, location }: Session): string {
  return backend === 'iterm2' ? wordsOf(location) : address
}

function wordsOf({ window, tab, pane }: Session['location']): string {
  return [window, tab, pane].filter(text => text !== '').join(' / ')
}

/** Everything known of one session, a fact per line, the evidence for its state among them. */
export function sessionFacts(session: Session, layout: SessionLayout, claude: ClaudeFacts | null): readonly string[] {
  const { glyph, word, colour } = markOf(SESSION_MARKS, session.state)
  const { evidence, location, size } = session
  const state = [`${glyph} ${word}`, session.detail].filter(text => text !== '').join(': ')
  const facts: readonly (readonly [string, string])[] = [
    ['address', session.address],
    ['moved to', session.movedTo ?? ''],
    ['state', state],
    ['evidence', `${evidence.text} (${evidence.source}, ${relativeTime(evidence.at, layout.now)})`],
    ['kind', session.kind],
    ['agent', session.agent ?? ''],
    ['title', session.title],
    ['folder', shortFolder(session.cwd, layout.homeFolder)],
    ['branch', session.branch ?? ''],
    ['command', session.command],
    ['process', session.tty === '' ? String(session.pid) : `${session.pid} on ${session.tty}`],
    ['place', wordsOf(location)],
    ['return', session.backend === 'claude' ? '' : submitWords(session.submit)],
    ['size', size.columns > 0 ? `${size.columns} x ${size.rows}` : ''],
    ['seen for', relativeTime(session.since, layout.now)],
    ...claudeRows(claude),
  ]
  const rows = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]): readonly Cell[] => [
      { text: name, colour: 'dim' },
      { text: printSafe(value), colour: name === 'state' ? colour : undefined },
    ])
  return [layout.paint(printSafe(session.name), 'bold'), ...renderTable(rows, layout)]
}

const CHOSEN_BY: Readonly<Record<Session['submit']['from'], string>> = {
  session: 'chosen for it',
  profile: 'as its profile says',
  usual: 'as usual',
}

/** How Return is pressed, and who says so. */
export function submitWords({ way, from }: Session['submit']): string {
  return `${way} (${CHOSEN_BY[from]})`
}

type ClaudeFacts = NonNullable<Outputs['sessions']['show']['claude']>

/** What Claude Code says of itself. */
function claudeRows(claude: ClaudeFacts | null): readonly (readonly [string, string])[] {
  if (claude === null) return []
  const { version, status, waitingFor, permissionMode, hasInbox } = claude
  return [
    ['claude', [version, status ?? '', waitingFor ?? '', permissionMode ?? ''].filter(text => text !== '').join(', ')],
    ['inbox', hasInbox ? 'yes: --lane inbox' : 'none'],
    ['session', claude.sessionId],
    ['transcript', claude.transcript ?? ''],
  ]
}

function shortFolder(folder: string, homeFolder: string | undefined): string {
  if (homeFolder === undefined || homeFolder === '') return folder
  if (folder === homeFolder) return '~'
  return folder.startsWith(`${homeFolder}/`) ? `~${folder.slice(homeFolder.length)}` : folder
}
