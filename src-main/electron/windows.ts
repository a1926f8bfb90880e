import { app, BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron'
import type { createSystemClock } from '#platform/clock.ts'
import { APP_PAGE } from './origin.ts'
import { popoverPlace } from './popover-place.ts'
import { windowOptions, type WindowKind } from './window-options.ts'

export interface Windows {
  /** Shows the window of this kind, made now if need be, and resolves once it can be seen. */
  show(kind: WindowKind): Promise<BrowserWindow>
  find(kind: WindowKind): BrowserWindow | undefined
  /** Makes the popover before it is asked for, so that a click finds it drawn. */
  preparePopover(): void
  /** Shows the popover under the menu bar item, or hides it. */
  togglePopover(under: Rectangle): Promise<void>
  /** From now on closing a window ends it; before, it only hides. */
  letGo(): void
}

/**
 * A click on the menu bar item takes the focus from the popover before it is heard of: hidden at once, the popover would
 * be shown again by the click that means to put it away. Milliseconds.
 */
const BLUR_PATIENCE = 100

export interface WindowsOptions {
  readonly clock: Pick<ReturnType<typeof createSystemClock>, 'after'>
  readonly preload: string
  onFullScreen(window: BrowserWindow, isFullScreen: boolean): void
}

/** The only place that makes windows. */
export function createWindows(options: WindowsOptions): Windows {
  const open = new Map<WindowKind, Promise<BrowserWindow>>()
  const shown = new Map<WindowKind, BrowserWindow>()
  let isQuitting = false
  /** Hides the popover once it has lost the focus; ended by the click that does the same. */
  let hiding: Disposable | undefined

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
    if (kind === 'popover') hideOnBlur(window)
    const isReady = new Promise<BrowserWindow>(resolve => window.once('ready-to-show', () => resolve(window)))
    return window.loadURL(kind === 'popover' ? `${APP_PAGE}#/popover` : APP_PAGE).then(() => isReady)
  }

  function hideOnBlur(window: BrowserWindow): void {
    window.on('blur', () => {
      hiding = options.clock.after(BLUR_PATIENCE, () => window.hide())
    })
    window.on('focus', () => stopHiding())
  }

  function stopHiding(): void {
    hiding?.[Symbol.dispose]()
    hiding = undefined
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
    preparePopover: () => void get('popover'),
    async togglePopover(under) {
      const window = await get('popover')
      stopHiding()
      if (window.isVisible()) return window.hide()
      const place = popoverPlace(under, window.getBounds(), screen.getDisplayMatching(under).workArea)
      window.setPosition(place.x, place.y)
      window.show()
    },
    letGo: () => (isQuitting = true),
  }
}
