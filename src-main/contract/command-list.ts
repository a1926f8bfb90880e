/**
 * Every command of the app, as data. The menu bar, the palette, tooltips and the sheet of shortcuts are all made from
 * this list, so that none can forget a command or show another key. What a command does is the page's business: the
 * shell only hands over the id (`contract/shell.ts`). A place or action joins the list with the feature it opens.
 */
export interface CommandSpec {
  /** `place.sessions`: the area, then what. Stable: remapped keys are stored under it. */
  readonly id: string
  /** As a menu item says it, in title case. Ends in … when more must be answered before something happens. */
  readonly title: string
  /** Where it stands in the menu bar. Items of one `group` stand together; groups are parted by a line. */
  readonly menu: { readonly in: MenuName; readonly group: number }
  /** Where its keys act. */
  readonly scope: KeyScope
  /** Keys in the app, the one to show first; notation of `contract/keys.ts`. */
  readonly keys?: readonly string[]
  /** Keys in a browser, where they differ because the browser keeps the app's for itself. Empty: leave it to the browser. */
  readonly webKeys?: readonly string[]
  /** What must be there for it to make sense; without it the command is shown disabled. */
  readonly needs?: CommandNeed
}

export type MenuName = 'app' | 'file' | 'edit' | 'view' | 'session' | 'send' | 'window' | 'help'

/**
 * - `app`: the whole window, also while text is edited; in the app these are the menu's own keys.
 * - `page`: anywhere but in a text field.
 * - `list`: while a list or tree has the focus.
 * - `request`: while an open request (permission, question) has the focus.
 * - `log`: while a log has the focus.
 *
 * A page that acts on keys itself prevents their default, or the menu would run the command a second time.
 */
export type KeyScope = 'app' | 'page' | 'list' | 'request' | 'log'

/** `selection`: a session is selected. `request`: a request has the focus. `draft`: the composer holds text. `sending`: deliveries are under way. `undo` / `redo`: the stack is not empty. `filter`: a filter is set. */
export type CommandNeed = 'selection' | 'request' | 'draft' | 'sending' | 'undo' | 'redo' | 'filter'

const at = (name: MenuName, group: number) => ({ in: name, group })
const inApp = { scope: 'app' } as const
const inPage = { scope: 'page' } as const
const inList = { scope: 'list', needs: 'selection' } as const
const onRequest = { scope: 'request', needs: 'request' } as const

export const COMMANDS = [
  { id: 'settings.open', title: 'Settings…', menu: at('app', 1), ...inApp, keys: ['Mod+,'], webKeys: ['G ,'] },
  { id: 'doctor.open', title: 'Check Connections…', menu: at('app', 1), ...inApp },

  { id: 'send.new', title: 'New Send', menu: at('file', 1), ...inApp, keys: ['Mod+N'], webKeys: ['C'] },
  { id: 'operation.new', title: 'New Operation…', menu: at('file', 1), ...inApp },
  { id: 'schedule.new', title: 'New Schedule…', menu: at('file', 1), ...inApp },
  { id: 'group.save', title: 'Save as Group…', menu: at('file', 2), ...inApp, keys: ['Alt+Mod+G'] },
  { id: 'template.save', title: 'Save as Template…', menu: at('file', 2), ...inApp, needs: 'draft' },
  { id: 'log.export', title: 'Export Activity…', menu: at('file', 3), ...inApp },

  { id: 'edit.undo', title: 'Undo', menu: at('edit', 1), ...inPage, keys: ['Mod+Z'], needs: 'undo' },
  { id: 'edit.redo', title: 'Redo', menu: at('edit', 1), ...inPage, keys: ['Shift+Mod+Z'], needs: 'redo' },
  { id: 'select.all', title: 'Select All That Match', menu: at('edit', 2), scope: 'list', keys: ['Mod+A'] },
  { id: 'select.toggle', title: 'Add to or Take from Selection', menu: at('edit', 2), scope: 'list', keys: ['X'] },
  { id: 'select.extend-up', title: 'Extend Selection Up', menu: at('edit', 2), ...inList, keys: ['Shift+ArrowUp'] },
  {
    id: 'select.extend-down',
    title: 'Extend Selection Down',
    menu: at('edit', 2),
    ...inList,
    keys: ['Shift+ArrowDown'],
  },
  { id: 'select.clear', title: 'Clear Selection', menu: at('edit', 2), ...inPage, keys: ['Escape'] },
  { id: 'filter.open', title: 'Filter…', menu: at('edit', 3), ...inApp, keys: ['Mod+F'] },
  { id: 'filter.next', title: 'Next Match', menu: at('edit', 3), ...inApp, keys: ['Mod+G'], needs: 'filter' },
  {
    id: 'filter.previous',
    title: 'Previous Match',
    menu: at('edit', 3),
    ...inApp,
    keys: ['Shift+Mod+G'],
    needs: 'filter',
  },

  { id: 'palette.open', title: 'Command Palette', menu: at('view', 1), ...inApp, keys: ['Mod+K'] },
  { id: 'palette.sessions', title: 'Go to Session…', menu: at('view', 1), ...inApp, keys: ['Mod+P'], webKeys: ['G P'] },
  { id: 'place.needs-you', title: 'Needs You', menu: at('view', 2), ...inApp, keys: ['Mod+1'], webKeys: ['G N'] },
  { id: 'place.sessions', title: 'Sessions', menu: at('view', 2), ...inApp, keys: ['Mod+2'], webKeys: ['G S'] },
  { id: 'place.groups', title: 'Groups', menu: at('view', 2), ...inApp, keys: ['Mod+3'], webKeys: ['G G'] },
  { id: 'place.schedules', title: 'Schedules', menu: at('view', 2), ...inApp, keys: ['Mod+4'], webKeys: ['G T'] },
  { id: 'place.scripts', title: 'Scripts', menu: at('view', 2), ...inApp, keys: ['Mod+5'], webKeys: ['G R'] },
  { id: 'place.operations', title: 'Operations', menu: at('view', 2), ...inApp, keys: ['Mod+6'], webKeys: ['G O'] },
  { id: 'place.activity', title: 'Activity', menu: at('view', 2), ...inApp, keys: ['Mod+7'], webKeys: ['G A'] },
  { id: 'history.back', title: 'Back', menu: at('view', 3), ...inApp, keys: ['Mod+['], webKeys: [] },
  { id: 'history.forward', title: 'Forward', menu: at('view', 3), ...inApp, keys: ['Mod+]'], webKeys: [] },
  { id: 'arrange.window', title: 'Arrange by Window', menu: at('view', 4), ...inApp },
  { id: 'arrange.status', title: 'Arrange by Status', menu: at('view', 4), ...inApp },
  { id: 'arrange.group', title: 'Arrange by Group', menu: at('view', 4), ...inApp },
  { id: 'arrange.directory', title: 'Arrange by Directory', menu: at('view', 4), ...inApp },
  {
    id: 'view.sidebar',
    title: 'Show or Hide Sidebar',
    menu: at('view', 5),
    ...inApp,
    keys: ['Ctrl+Mod+S'],
    webKeys: ['G B'],
  },
  {
    id: 'view.inspector',
    title: 'Show or Hide Inspector',
    menu: at('view', 5),
    ...inApp,
    keys: ['Alt+Mod+0'],
    webKeys: ['G I'],
  },
  {
    id: 'log.follow',
    title: 'Follow the Newest Rows',
    menu: at('view', 6),
    scope: 'log',
    keys: ['Mod+ArrowDown', 'End'],
  },
  { id: 'view.refresh', title: 'Refresh', menu: at('view', 6), ...inApp, keys: ['Mod+R'], webKeys: [] },

  { id: 'attention.next', title: 'Next That Needs You', menu: at('session', 1), ...inApp, keys: ['Mod+J'] },
  {
    id: 'attention.previous',
    title: 'Previous That Needs You',
    menu: at('session', 1),
    ...inApp,
    keys: ['Shift+Mod+J'],
  },
  { id: 'session.open', title: 'Open', menu: at('session', 2), ...inList, keys: ['Enter'] },
  { id: 'session.peek', title: 'Peek', menu: at('session', 2), ...inList, keys: ['Space'] },
  { id: 'session.focus', title: 'Show Its Terminal', menu: at('session', 2), ...inList, keys: ['Alt+Enter'] },
  { id: 'session.rename', title: 'Set Title…', menu: at('session', 2), scope: 'app', needs: 'selection' },
  { id: 'tree.collapse', title: 'Collapse', menu: at('session', 3), scope: 'list', keys: ['ArrowLeft'] },
  { id: 'tree.expand', title: 'Expand', menu: at('session', 3), scope: 'list', keys: ['ArrowRight'] },
  { id: 'request.acknowledge', title: 'Acknowledge', menu: at('session', 4), ...inList, keys: ['E'] },
  { id: 'request.snooze', title: 'Snooze', menu: at('session', 4), ...inList, keys: ['S'] },
  { id: 'session.mute', title: 'Mute', menu: at('session', 4), ...inList, keys: ['M'] },
  { id: 'request.allow', title: 'Allow Once', menu: at('session', 5), ...onRequest, keys: ['1'] },
  { id: 'request.deny', title: 'Deny', menu: at('session', 5), ...onRequest, keys: ['2'] },

  { id: 'send.now', title: 'Send', menu: at('send', 1), ...inApp, keys: ['Mod+Enter'], needs: 'draft' },
  {
    id: 'send.preview',
    title: 'Preview',
    menu: at('send', 1),
    ...inApp,
    keys: ['Shift+Mod+P'],
    webKeys: ['Shift+Mod+Enter'],
    needs: 'draft',
  },
  {
    id: 'send.to-visible',
    title: 'Send to All Shown…',
    menu: at('send', 1),
    ...inApp,
    keys: ['Alt+Mod+I'],
    webKeys: ['G V'],
  },
  { id: 'send.stop', title: 'Stop What Is Left', menu: at('send', 2), ...inApp, keys: ['Mod+.'], needs: 'sending' },
  { id: 'send.retry', title: 'Retry Failed', menu: at('send', 2), ...inApp },
  { id: 'send.copy-command', title: 'Copy as Command', menu: at('send', 3), ...inApp, needs: 'draft' },

  { id: 'welcome.open', title: 'Getting Started…', menu: at('help', 1), ...inApp },
  { id: 'shortcuts.open', title: 'All Shortcuts', menu: at('help', 1), ...inApp, keys: ['Mod+/'] },
  { id: 'doctor.copy', title: 'Copy Report', menu: at('help', 1), ...inApp },
] as const satisfies readonly CommandSpec[]

export type CommandId = (typeof COMMANDS)[number]['id']

/** One command of the registry, by shape. */
export interface Command extends CommandSpec {
  readonly id: CommandId
}

const BY_ID: ReadonlyMap<CommandId, Command> = new Map(COMMANDS.map(command => [command.id, command]))

export function getCommand(id: CommandId): Command {
  const command = BY_ID.get(id)
  if (command === undefined) throw new TypeError(`no command ${id}`)
  return command
}

/** Keys of a command where the app runs: in its own window, or in a browser that keeps some keys for itself. */
export function keysOf(command: CommandSpec, runsIn: 'window' | 'browser'): readonly string[] {
  return (runsIn === 'browser' ? command.webKeys : undefined) ?? command.keys ?? []
}
