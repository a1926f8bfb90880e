import type { BrowserWindowConstructorOptions } from 'electron'

/** `main`: everything. `popover`: what hangs from the menu bar item. */
export type WindowKind = 'main' | 'popover'

export interface WindowState {
  readonly isDark: boolean
  /** The person asked the system for less transparency: the sidebar is opaque too. */
  readonly isOpaque: boolean
  /** Absolute path of the preload script. */
  readonly preload: string
  readonly appName: string
}

/** Colour of the canvas, so that a window is never white before its page is drawn. */
const CANVAS = { dark: '#111214', light: '#ffffff' }

/** Everything a window is made with. Safety is written out, default or not: silence would follow a changed default. */
export function windowOptions(kind: WindowKind, state: WindowState): BrowserWindowConstructorOptions {
  return {
    ...(kind === 'main' ? mainFrame(state) : popoverFrame()),
    title: state.appName,
    show: false,
    backgroundColor: state.isDark ? CANVAS.dark : CANVAS.light,
    webPreferences: {
      preload: state.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      autoplayPolicy: 'user-gesture-required',
      spellcheck: true,
    },
  }
}

function mainFrame({ isOpaque }: WindowState): BrowserWindowConstructorOptions {
  return {
    // The name under which the system keeps its place and size.
    name: 'main',
    windowStatePersistence: true,
    width: 1_280,
    height: 820,
    minWidth: 640,
    minHeight: 420,
    titleBarStyle: 'hiddenInset',
    trafficLightPosition: { x: 18, y: 18 },
    ...(isOpaque ? {} : { vibrancy: 'sidebar', visualEffectState: 'followWindow' }),
  }
}

function popoverFrame(): BrowserWindowConstructorOptions {
  return {
    name: 'popover',
    width: 360,
    height: 560,
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
  }
}
