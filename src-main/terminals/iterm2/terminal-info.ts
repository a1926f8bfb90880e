import type { TerminalInfo } from '#domain/ports.ts'
import type { Place } from './layout.ts'
import type { SessionFacts } from './session-facts.ts'

/** The iTerm2 that a session belongs to. */
export interface Iterm2Server {
  readonly pid: number
  /** When it opened its socket, milliseconds since 1970. */
  readonly startedAt: number
}

/** What a look found, and when the screen last changed. */
export interface Activity {
  readonly mark: string
  readonly at: number
}

/** Screen updates of a tab that is not selected come once a second. */
const GRAIN = 1_000
/** What AppleScript tells of output is as old as its last listing. */
const SEE_ONLY_GRAIN = 10_000

/** One session, with all that is known of it. */
export interface KnownSession {
  readonly place: Place
  readonly facts: SessionFacts
  readonly activity: Activity
  /** Why it can be seen and not typed into; undefined while the API is at hand. */
  readonly seeOnly: string | undefined
}

/** A session of iTerm2 in the words of every terminal. */
export function toTerminalInfo(known: KnownSession, server: Iterm2Server, name: string): TerminalInfo {
  const { place, facts, activity, seeOnly } = known
  return {
    address: `iterm2:${place.id}`,
    backend: 'iterm2',
    server,
    tty: facts.tty,
    rootPid: facts.pid,
    title: facts.ownTitle || facts.name || place.title,
    location: locationOf(place, facts),
    suggestedName: name,
    cwd: facts.path,
    size: facts.size ?? place.size ?? { columns: 0, rows: 0 },
    // Text that a script sends goes to the program whatever iTerm2 itself is showing.
    inMode: false,
    dead: false,
    // What is typed into a gateway of tmux's integration may be taken for its commands.
    inputOff: facts.tmuxRole === 'gateway',
    ...(seeOnly !== undefined && { seeOnly }),
    ...(place.window === undefined && { windowless: true }),
    // AppleScript does not tell it: what it was is no news.
    ...(facts.shown !== undefined && seeOnly === undefined && { shown: facts.shown }),
    // Every text is sent with broadcasting suppressed.
    synchronised: false,
    // iTerm2 does not tell: the profile must know.
    bracketedPaste: null,
    activity: activity.mark,
    activityAt: activity.at,
    activityGrainMs: seeOnly === undefined ? GRAIN : SEE_ONLY_GRAIN,
    // Its API tells of keys only together with what was typed, which is nobody's business.
    humanKeyAt: 0,
  }
}

/** Counted from 1, as a person reads it. */
function locationOf({ window, tab, pane }: Place, { tabTitle }: SessionFacts): TerminalInfo['location'] {
  if (window === undefined || tab === undefined) return { window: 'buried', tab: '', pane: '' }
  const title = tabTitle === '' ? '' : `:${tabTitle}`
  return { window: `window ${window.number + 1}`, tab: `${tab.index + 1}${title}`, pane: String(pane + 1) }
}
