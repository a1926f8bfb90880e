import { app, BrowserWindow, nativeTheme, type Rectangle } from 'electron'
import { APP_PAGE } from './origin.ts'
import { windowOptions, type WindowKind } from './window-options.ts'

export interface Windows {
  /** Shows the window of this kind, made now if need be, and resolves once it can be seen. */
  show(kind: WindowKind): Promise<BrowserWindow>
  find(kind: WindowKind): BrowserWindow | undefined
  /** Shows the popover under the menu bar item, or hides it. */
  togglePopover(under: Rectangle): Promise<void>
  /** From now on closing a window ends it; before, it only hides. */
  letGo(): void
}

export interface WindowsOptions {
  readonly preload: string
  onFullScreen(window: BrowserWindow, isFullScreen: boolean): void
}

/** The only place that makes windows. */
export function createWindows(options: WindowsOptions): Windows {
  const open = new Map<WindowKind, Promise<BrowserWindow>>()
  const shown = new Map<WindowKind, BrowserWindow>()
  let isQuitting = false

  function make(kind: WindowKind): Promise<BrowserWindow> {
    const window = new BrowserWindow(
      windowOptions(kind, {
        isDark: nativeTheme.shouldUseDarkColors,
        isOpaque: nativeTheme.prefersReducedTransparency,
        preload: options.preload,
        appName: app.name,
      }),
    )
    shown.set(kind, window)
    window.on('close', event => {
      if (isQuitting) return
      // The page keeps its drafts and its place, and the app goes on in the menu bar.
      event.preventDefault()
      window.hide()
    })
    window.on('closed', () => forget(kind))
    window.on('enter-full-screen', () => options.onFullScreen(window, true))
    window.on('leave-full-screen', () => options.onFullScreen(window, false))
    if (kind === 'popover') window.on('blur', () => window.hide())
    const isReady = new Promise<BrowserWindow>(resolve => window.once('ready-to-show', () => resolve(window)))
    return window.loadURL(kind === 'popover' ? `${APP_PAGE}#/needs-you` : APP_PAGE).then(() => isReady)
  }

  function forget(kind: WindowKind): void {
    open.delete(kind)
    shown.delete(kind)
  }

  function get(kind: WindowKind): Promise<BrowserWindow> {
    let window = open.get(kind)
    if (window === undefined) open.set(kind, (window = make(kind)))
    return window
  }

  return {
    async show(kind) {
      const window = await get(kind)
      if (window.isMinimized()) window.restore()
      window.show()
      return window
    },
    find: kind => shown.get(kind),
    async togglePopover(under) {
      const window = await get('popover')
      if (window.isVisible()) return window.hide()
      const [width = 0] = window.getSize()
      window.setPosition(Math.round(under.x + under.width / 2 - width / 2), Math.round(under.y + under.height))
      window.show()
    },
    letGo: () => (isQuitting = true),
  }
}
