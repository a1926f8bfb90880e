import { app } from 'electron'

/** Opens the app when the person logs in, or no longer. Only a packaged app: else the system would start bare Electron. */
export function setLoginItem(openAtLogin: boolean): void {
  if (app.isPackaged) app.setLoginItemSettings({ openAtLogin, type: 'mainAppService' })
}

/** Opened by the login, not by the person: no window is pushed in front. */
export function wasOpenedAtLogin(): boolean {
  return app.getLoginItemSettings().wasOpenedAtLogin
}
