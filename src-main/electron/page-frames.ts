import { BrowserWindow, type MessagePortMain, type WebContents } from 'electron'
import type { Opening, PageFrame } from '#contract/shell.ts'
import { openExternal } from './guard.ts'
import type { HubHost } from './hub-host.ts'
import type { MenuState } from './menu.ts'
import type { Preferences } from './preferences.ts'

export interface PageActions {
  readonly menuBar: { update(state: MenuState): void }
  readonly hub: Pick<HubHost<MessagePortMain>, 'restart'>
  change(values: Parameters<Preferences['change']>[0]): void
  /** Brings the main window to the front. */
  show(opening: Opening | null): void
}

/** Does what a page asks for. What it may ask for is `PageFrame`, and nothing in it reaches a terminal. */
export function answerPage({ menuBar, hub, change, show }: PageActions) {
  return (frame: PageFrame, from: WebContents): void => {
    switch (frame.kind) {
      case 'commands':
        menuBar.update({ enabled: new Set(frame.enabled), undo: frame.undo, redo: frame.redo })
        return
      case 'open_external': {
        const window = BrowserWindow.fromWebContents(from)
        if (window !== null) void openExternal(window, frame.url)
        return
      }
      case 'set_preferences':
        return change(frame.values)
      case 'restart_hub':
        return hub.restart()
      case 'show':
        return show(frame.opening)
      case 'hide':
        return BrowserWindow.fromWebContents(from)?.hide()
    }
  }
}
