/** Electron's modules as far as the shell touches them: they do not exist outside Electron. What was done is kept. */
import { EventEmitter } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the app would keep its own files. Whoever imports this removes it. */
export const userData = mkdtempSync(join(tmpdir(), 'ccel-user-'))

export class Contents extends EventEmitter {
  readonly posted: { channel: string; ports: readonly Port[] }[] = []
  openHandler: ((details: { url: string }) => { action: string }) | undefined

  postMessage(channel: string, _message: unknown, ports: readonly Port[]): void {
    this.posted.push({ channel, ports })
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  readonly webContents = new Contents()
  readonly options: Readonly<Record<string, unknown>>
  isShown = false
  url = ''

  constructor(options: Readonly<Record<string, unknown>>) {
    super()
    this.options = options
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  static getFocusedWindow = (): BrowserWindow | null => null
  static fromWebContents = (contents: Contents): BrowserWindow | null =>
    BrowserWindow.all.find(({ webContents }) => webContents === contents) ?? null

  async loadURL(url: string): Promise<void> {
    this.url = url
    queueMicrotask(() => this.emit('ready-to-show'))
  }

  show(): void {
    this.isShown = true
  }

  hide(): void {
    this.isShown = false
  }

  isVisible = (): boolean => this.isShown
  isMinimized = (): boolean => false
  position: readonly number[] = []
  getBounds = () => ({ x: 0, y: 0, width: 360, height: 560 })
  setPosition = (x: number, y: number): void => void (this.position = [x, y])
}

/** One end of a channel; what is posted at one end is heard at the other, at once. */
export class Port extends EventEmitter {
  other: Port | undefined
  readonly heard: unknown[] = []

  postMessage(data: unknown): void {
    this.other?.heard.push(data)
    this.other?.emit('message', { data })
  }

  start(): void {}

  close(): void {
    this.other?.emit('close')
  }
}

export class MessageChannelMain {
  readonly port1 = new Port()
  readonly port2 = new Port()

  constructor() {
    this.port1.other = this.port2
    this.port2.other = this.port1
  }
}

export class Child extends EventEmitter {
  static readonly all: Child[] = []
  readonly posted: string[] = []

  postMessage(message: { kind: string }): void {
    this.posted.push(message.kind)
  }

  kill = (): boolean => this.emit('exit', 15)
}

export const utilityProcess = {
  fork(): Child {
    const child = new Child()
    Child.all.push(child)
    return child
  },
}

export const app = Object.assign(new EventEmitter(), {
  name: 'Claude Comms',
  isPackaged: false,
  badge: 0,
  setBadgeCount: (count: number) => void (app.badge = count),
  getPath: () => userData,
  getLoginItemSettings: () => ({ wasOpenedAtLogin: false }),
  setLoginItemSettings: () => {},
  focus: () => {},
  quit: () => {},
})

export const screen = { getDisplayMatching: () => ({ workArea: { x: 0, y: 24, width: 1_440, height: 876 } }) }
export const ipcMain = new EventEmitter()
export const powerMonitor = new EventEmitter()
export const nativeTheme = { themeSource: '', shouldUseDarkColors: true, prefersReducedTransparency: false }
export const nativeImage = { createFromPath: () => ({ setTemplateImage: () => {} }) }
export const opened: string[] = []
export const shell = { openExternal: async (url: string) => void opened.push(url) }
export const dialog = { answer: 1, showMessageBox: async () => ({ response: dialog.answer }) }
export const protocol = { registerSchemesAsPrivileged: () => {} }

type Answer = (...words: readonly unknown[]) => unknown

export const handlers: { request?: Answer; check?: Answer; device?: Answer; app?: Answer } = {}
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: Answer) => void (handlers.request = handler),
    setPermissionCheckHandler: (handler: Answer) => void (handlers.check = handler),
    setDevicePermissionHandler: (handler: Answer) => void (handlers.device = handler),
    flushStorageData: () => {},
    protocol: { handle: (_scheme: string, handler: Answer) => void (handlers.app = handler) },
  }),
}

interface MenuItem {
  readonly id?: string
  readonly label?: string
  readonly submenu?: readonly MenuItem[]
  readonly click?: () => void
}

export const Menu = {
  bar: [] as readonly MenuItem[],
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (bar: readonly MenuItem[]) => void (Menu.bar = bar),
}

export class Tray extends EventEmitter {
  static last: Tray | undefined
  title = ''

  constructor() {
    super()
    Tray.last = this
  }

  setImage(): void {}
  setTitle = (title: string): void => void (this.title = title)
  setToolTip(): void {}
  setIgnoreDoubleClickEvents(): void {}
  popUpContextMenu(): void {}
  destroy(): void {}
}

export class Notification extends EventEmitter {
  static isSupported = (): boolean => false
}
