import type { TerminalInfo } from '#domain/ports.ts'
import { type PaneId, toAddress } from './pane-id.ts'
import { quoteArgument } from './quote.ts'

/** Facts that hold numbers, ids or device names only: nothing in them can be a blank. */
const PLAIN = [
  'pane_id',
  'pane_pid',
  'pid',
  'start_time',
  'pane_tty',
  'pane_width',
  'pane_height',
  'pane_in_mode',
  'pane_dead',
  'pane_input_off',
  'pane_synchronized',
  'bracket_paste_flag',
  'history_size',
  'history_bytes',
  'cursor_x',
  'cursor_y',
  'alternate_on',
  'window_activity',
  'session_windows',
  'window_panes',
  'window_index',
  'pane_index',
] as const

/** Facts that move when the program writes. tmux counts nothing finer; `window_activity` moves for the whole window. */
const ACTIVITY = [
  'history_size',
  'history_bytes',
  'cursor_x',
  'cursor_y',
  'alternate_on',
  'window_activity',
] as const satisfies readonly (typeof PLAIN)[number][]

/** The same as `TerminalInfo.activity`, for tmux to compare. */
export const ACTIVITY_FORMAT = ACTIVITY.map(name => `#{${name}}`).join('.')

/** Facts that a program or a folder chooses. `q:` puts a backslash before every blank and backslash in them. */
const CHOSEN = ['session_name', 'window_name', 'pane_title'] as const

/**
 * The folder is the rest of the line and loses its control characters: tmux strips those from names and titles, but a
 * folder may well have a newline in its name, and a newline would forge a line of the answer.
 */
const FOLDER = '#{s/[\u0001-\u001f\u007f]/?/:pane_current_path}'

/** Fields before the folder. */
const FIELDS = PLAIN.length + CHOSEN.length

/** As an argument of its own, which needs no quoting. */
export const RAW_PANE_FORMAT = [...PLAIN.map(name => `#{${name}}`), ...CHOSEN.map(name => `#{q:${name}}`), FOLDER].join(
  ' ',
)

/** The format, as one quoted argument of `list-panes -F`. */
export const PANE_FORMAT = quoteArgument(RAW_PANE_FORMAT)

/** One pane as it is listed. `info.suggestedName` is unique within its server only. */
export interface PaneFacts {
  readonly id: PaneId
  readonly info: TerminalInfo
  readonly cursor: { readonly column: number; readonly row: number }
  readonly alternate: boolean
}

/** Reads one line written with `PANE_FORMAT`; undefined when it does not have that shape. */
export function parsePane(line: string, server: string): PaneFacts | undefined {
  const values = splitFields(line, FIELDS)
  if (values.length !== FIELDS + 1 || !/^%\d+$/.test(values[0] ?? '')) return undefined
  const fact = (name: (typeof PLAIN)[number]) => values[PLAIN.indexOf(name)] ?? ''
  const number = (name: (typeof PLAIN)[number]) => Number(fact(name)) || 0
  const [session = '', window = '', title = '', cwd = ''] = values.slice(PLAIN.length)
  const id = values[0] as PaneId
  const single = number('session_windows') === 1 && number('window_panes') === 1
  return {
    id,
    info: {
      address: toAddress(server, id),
      backend: 'tmux',
      server: { pid: number('pid'), startedAt: number('start_time') * 1_000 },
      tty: fact('pane_tty'),
      rootPid: number('pane_pid'),
      title,
      location: { window: session, tab: `${fact('window_index')}:${window}`, pane: fact('pane_index') },
      suggestedName: single ? session : `${session}:${fact('window_index')}.${fact('pane_index')}`,
      cwd,
      size: { columns: number('pane_width'), rows: number('pane_height') },
      inMode: number('pane_in_mode') > 0,
      dead: number('pane_dead') > 0,
      inputOff: number('pane_input_off') > 0,
      synchronised: number('pane_synchronized') > 0,
      bracketedPaste: fact('bracket_paste_flag') === '' ? null : number('bracket_paste_flag') > 0,
      activity: ACTIVITY.map(fact).join('.'),
      activityAt: number('window_activity') * 1_000,
      activityGrainMs: 1_000,
      humanKeyAt: 0,
    },
    cursor: { column: number('cursor_x'), row: number('cursor_y') },
    alternate: number('alternate_on') > 0,
  }
}

/** Cuts off `count` fields at blanks that no backslash hides, takes the hiding backslashes away, and adds the rest. */
function splitFields(line: string, count: number): readonly string[] {
  const fields: string[] = []
  let field = ''
  let index = 0
  for (; index < line.length && fields.length < count; index++) {
    const character = line.charAt(index)
    if (character === ' ') {
      fields.push(field)
      field = ''
    } else field += character === '\\' ? line.charAt(++index) : character
  }
  return fields.length < count ? fields : [...fields, line.slice(index)]
}
