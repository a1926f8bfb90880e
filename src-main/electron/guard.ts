import { app, dialog, shell, type BrowserWindow, type Session, type WebContents } from 'electron'
import { findExternalUrl } from './security.ts'

/** Denies whatever a page could ask of the system. Both handlers: some permissions are only checked, never asked for. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', event => event.preventDefault())
}

/** From now on no page of this app leaves its address, opens a window or brings in a page of somebody else. */
export function guardEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents))
}

function guardPage(contents: WebContents): void {
  contents.on('will-navigate', event => event.preventDefault())
  contents.on('will-frame-navigate', event => event.preventDefault())
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Asks, then opens a web page in the person's browser. Anything but a plain `https:` address is dropped. */
export async function openExternal(window: BrowserWindow, text: string): Promise<void> {
  const url = findExternalUrl(text)
  if (url === undefined) return
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Open this page in your browser?',
    detail: url,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  })
  if (response === 0) await shell.openExternal(url)
}
