import type { ShownStatus } from '#domain/ports.ts'

/** Variables of a session that are read; some are null in versions before 3.7, and nothing depends on them. */
const NAMES = [
  'tty',
  'pid',
  'name',
  'path',
  'columns',
  'rows',
  'showingAlternateScreen',
  'tmuxRole',
  'user.comms_title',
  'tab.title',
] as const

/** In the order in which `readFacts` takes them. */
export const FACT_NAMES: readonly string[] = NAMES

/** Those whose changes are worth hearing of; the others change together with what is seen otherwise. */
export const WATCHED_NAMES = ['tty', 'pid', 'name', 'path', 'user.comms_title', 'tab.title'] as const

/** Name of the variable that keeps the title a person gave a session: programs replace every other. */
export const TITLE_VARIABLE = 'user.comms_title'

/** Name of the variable in which a session's state stands for a person's own status bar or badge. */
export const STATE_VARIABLE = 'user.comms_state'

/** What iTerm2 knows of a session, as far as it tells. */
export interface SessionFacts {
  /** Empty while nothing was launched, in a browser session, and in a pane of tmux's integration. */
  readonly tty: string
  readonly pid: number
  readonly name: string
  readonly path: string
  readonly size: { readonly columns: number; readonly rows: number } | undefined
  readonly alternate: boolean
  /** `gateway` and `client` belong to tmux's integration. */
  readonly tmuxRole: string
  /** The title a person gave it here, or empty. */
  readonly ownTitle: string
  readonly tabTitle: string
  /** What is shown beside its tab, as of the last look; no variable tells it. */
  readonly shown?: ShownStatus | undefined
}

/** Reads the answers to `FACT_NAMES`, each a JSON text. */
export function readFacts(values: readonly string[]): SessionFacts {
  const value = (name: (typeof NAMES)[number]) => parse(values[NAMES.indexOf(name)])
  const text = (name: (typeof NAMES)[number]) => textOf(value(name))
  const number = (name: (typeof NAMES)[number]) => Number(value(name)) || 0
  return {
    tty: text('tty'),
    pid: number('pid'),
    name: text('name'),
    path: text('path'),
    size: number('columns') > 0 ? { columns: number('columns'), rows: number('rows') } : undefined,
    // A truth value comes as a number.
    alternate: Boolean(value('showingAlternateScreen')),
    tmuxRole: text('tmuxRole'),
    ownTitle: text('user.comms_title'),
    tabTitle: text('tab.title'),
  }
}

/** The value of one variable; what is no JSON is as good as not there. */
export function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null') as unknown
  } catch {
    return null
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
