import { z } from 'zod'
import { CommandId } from './commands.ts'

/**
 * Words between the app's shell (menus, tray, notifications) and the page in its window. They travel on a MessagePort
 * of their own, handed to the page as `'comms:shell'`, beside the hub's port (`'comms:port'`). After the hub was
 * started again the page gets a new `'comms:port'`; the old one is closed. A page in a browser has no such port and
 * does without.
 */

/** What a link, a notification or the tray asks the page to show. Opening never sends, approves or runs anything. */
export const Opening = z.discriminatedUnion('view', [
  z.strictObject({ view: z.literal('session'), session: z.string().min(1).max(300) }),
  /** The composer with its preview, filled in; the person sends or does not. */
  z.strictObject({
    view: z.literal('compose'),
    to: z.array(z.string().min(1).max(4_000)).max(100),
    text: z.string().max(65_536),
  }),
  z.strictObject({ view: z.literal('log'), filter: z.string().max(4_000) }),
  z.strictObject({ view: z.literal('schedule'), schedule: z.string().min(1).max(100) }),
])
export type Opening = z.infer<typeof Opening>

const preferences = {
  openAtLogin: z.boolean(),
  menuBarItem: z.boolean(),
  notifications: z.boolean(),
  theme: z.enum(['system', 'dark', 'light']),
}

/** What the person chose for the app itself; the hub's own choices are `Settings`. */
export const ShellPreferences = z.strictObject({
  openAtLogin: preferences.openAtLogin.default(false),
  menuBarItem: preferences.menuBarItem.default(true),
  notifications: preferences.notifications.default(true),
  theme: preferences.theme.default('system'),
})
export type ShellPreferences = z.infer<typeof ShellPreferences>

/** From the shell to the page. */
export const ShellFrame = z.discriminatedUnion('kind', [
  /** A menu item was chosen. */
  z.object({ kind: z.literal('run'), command: CommandId }),
  z.object({ kind: z.literal('open'), opening: Opening }),
  /** A notification's button was pressed. The page checks the request against the live screen before it answers. */
  z.object({ kind: z.literal('answer'), session: z.string(), answer: z.enum(['allow_once', 'deny']) }),
  /** In full screen there are no window buttons to leave room for. */
  z.object({ kind: z.literal('window'), fullScreen: z.boolean() }),
  z.object({ kind: z.literal('preferences'), values: ShellPreferences }),
  /** The hub ended by itself. `retryInMs`: when it is started again; null: not by itself, ask with `restart_hub`. */
  z.object({ kind: z.literal('hub_down'), reason: z.string(), retryInMs: z.number().nullable() }),
])
export type ShellFrame = z.infer<typeof ShellFrame>

/** From the page to the shell. Anything else on the port is dropped. */
export const PageFrame = z.discriminatedUnion('kind', [
  /** Sent whenever one of them changes: the menu bar shows it. */
  z.strictObject({
    kind: z.literal('commands'),
    /** Commands that can run now; the others are shown disabled. */
    enabled: z.array(CommandId).max(500),
    /** What Undo and Redo would do, such as `Delete Group`; null when there is nothing, or while text is edited. */
    undo: z.string().max(60).nullable(),
    redo: z.string().max(60).nullable(),
  }),
  /** The person clicked a link to the outside. The shell asks before it opens a browser, and takes `https:` only. */
  z.strictObject({ kind: z.literal('open_external'), url: z.string().max(2_048) }),
  z.strictObject({ kind: z.literal('set_preferences'), values: z.strictObject(preferences).partial() }),
  z.strictObject({ kind: z.literal('restart_hub') }),
  /** From the popover: the main window is wanted, with this in it. */
  z.strictObject({ kind: z.literal('show'), opening: Opening.nullable() }),
  /** The person is done with the window that says it. */
  z.strictObject({ kind: z.literal('hide') }),
])
export type PageFrame = z.infer<typeof PageFrame>
