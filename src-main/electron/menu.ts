import type { MenuItemConstructorOptions } from 'electron'
import { COMMANDS, keysOf, type Command, type CommandId, type MenuName } from '#contract/commands.ts'
import { toAccelerator } from './accelerator.ts'

/** What the menu bar depends on, as the page last told it. */
export interface MenuState {
  readonly enabled: ReadonlySet<CommandId>
  /** What Undo would do, in words; null leaves the key to the text field. */
  readonly undo: string | null
  readonly redo: string | null
}

/** Before a page has spoken: only what needs nothing. */
export const FIRST_MENU_STATE: MenuState = {
  enabled: new Set(COMMANDS.filter((command: Command) => command.needs === undefined).map(({ id }) => id)),
  undo: null,
  redo: null,
}

export interface MenuOptions {
  readonly appName: string
  readonly state: MenuState
  /** Adds the developer tools. Never in a packaged app. */
  readonly isDevelopment: boolean
  run(command: CommandId): void
  showWindow(): void
}

type Item = MenuItemConstructorOptions

const LINE: Item = { type: 'separator' }

/**
 * The menu bar: every command of the registry in its place, among the items the system expects. Made anew whenever
 * its state changes, since a title cannot be changed in place.
 */
export function menuTemplate(options: MenuOptions): readonly Item[] {
  const own = (menu: MenuName) => commandItems(menu, options)
  return [
    { label: options.appName, submenu: appMenu(own('app')) },
    { label: 'File', submenu: [...own('file'), LINE, { role: 'close' }] },
    { label: 'Edit', submenu: editMenu(own('edit'), options) },
    { label: 'View', submenu: viewMenu(own('view'), options) },
    { label: 'Session', submenu: own('session') },
    { label: 'Send', submenu: own('send') },
    { role: 'window', submenu: windowMenu(own('window'), options) },
    // The role brings the search field that finds any menu item.
    { role: 'help', submenu: own('help') },
  ]
}

function appMenu(own: Item[]): Item[] {
  return [
    { role: 'about' },
    LINE,
    ...own,
    LINE,
    { role: 'services' },
    LINE,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    LINE,
    { role: 'quit' },
  ]
}

/** Real roles: without them the keys for copying and undoing do not work in text fields. */
function editMenu(own: Item[], options: MenuOptions): Item[] {
  return [
    ...undoItems(options),
    LINE,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'pasteAndMatchStyle' },
    { role: 'delete' },
    { role: 'selectAll' },
    LINE,
    ...own,
    LINE,
    { label: 'Speech', submenu: [{ role: 'startSpeaking' }, { role: 'stopSpeaking' }] },
  ]
}

/** The app's own undo, with its name, when the page has something to undo and no text is edited; else the system's. */
function undoItems({ state, run }: MenuOptions): Item[] {
  return [
    state.undo === null
      ? { role: 'undo' }
      : {
          id: 'edit.undo',
          label: `Undo ${state.undo}`,
          accelerator: 'CommandOrControl+Z',
          click: () => run('edit.undo'),
        },
    state.redo === null
      ? { role: 'redo' }
      : {
          id: 'edit.redo',
          label: `Redo ${state.redo}`,
          accelerator: 'Shift+CommandOrControl+Z',
          click: () => run('edit.redo'),
        },
  ]
}

function viewMenu(own: Item[], { isDevelopment }: MenuOptions): Item[] {
  return [
    ...own,
    LINE,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    LINE,
    { role: 'togglefullscreen' },
    ...(isDevelopment ? [LINE, { role: 'toggleDevTools' } as const] : []),
  ]
}

function windowMenu(own: Item[], { appName, showWindow }: MenuOptions): Item[] {
  return [
    { role: 'minimize' },
    { role: 'zoom' },
    LINE,
    ...own,
    { id: 'window.show', label: appName, click: showWindow },
    LINE,
    { role: 'front' },
  ]
}

/** The registry's items of one menu, parted by a line where the group changes. Undo and redo stand by themselves. */
function commandItems(menu: MenuName, options: MenuOptions): Item[] {
  const commands: readonly Command[] = COMMANDS.filter(
    ({ id, menu: place }: Command) => place.in === menu && id !== 'edit.undo' && id !== 'edit.redo',
  )
  return commands.flatMap((command, index) => {
    const item = commandItem(command, options)
    const before = commands[index - 1]
    return before !== undefined && before.menu.group !== command.menu.group ? [LINE, item] : [item]
  })
}

function commandItem(command: Command, { state, run }: MenuOptions): Item {
  const [keys] = command.scope === 'app' ? keysOf(command, 'window') : []
  return {
    id: command.id,
    label: command.title,
    enabled: state.enabled.has(command.id),
    // Keys that act in a list only would be taken away from every text field if the menu had them.
    ...(keys !== undefined && { accelerator: toAccelerator(keys) }),
    click: () => run(command.id),
  }
}
