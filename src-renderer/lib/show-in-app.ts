import type { Opening } from '#contract/shell.ts'
import { tellShell, useShellPort } from './shell-port.ts'

/** Where the popover of the menu bar is: a window of its own, with this page in it. */
export const POPOVER = '/popover'

/** True in the popover of the app. In a browser the same page is a page like any other. */
export function isPopoverWindow(): boolean {
  return useShellPort.getState().isThere && location.hash.startsWith(`#${POPOVER}`)
}

/** Brings the app's main window to the front, with this in it. */
export function showInApp(opening: Opening | null): void {
  tellShell({ kind: 'show', opening })
}
