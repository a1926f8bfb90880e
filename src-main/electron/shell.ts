import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, MessageChannelMain, nativeTheme, session, utilityProcess, type MessagePortMain } from 'electron'
import type { Opening, ShellFrame } from '#contract/shell.ts'
import { createSystemClock } from '#platform/clock.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import { findStateFolder } from '#platform/state-folder.ts'
import { appPaths } from './app-paths.ts'
import { createAttentionViews } from './attention-views.ts'
import { denyPermissions } from './guard.ts'
import { hubEnvironment } from './hub-env.ts'
import { hostHub, type HubHost, type HubProcess } from './hub-host.ts'
import { setLoginItem, wasOpenedAtLogin } from './login-item.ts'
import { createMenuBar } from './menu-bar.ts'
import { answerPage } from './page-frames.ts'
import { openPagePorts } from './ports.ts'
import { watchPower } from './power.ts'
import { keepPreferences, type Preferences } from './preferences.ts'
import { serveApp } from './protocol.ts'
import { startPtyHost, type PtyHostProcess } from './pty-hosts.ts'
import { createWindows } from './windows.ts'

export interface Shell {
  readonly isClosed: boolean
  /** Brings the main window to the front, with what is to be opened in it. */
  show(opening?: Opening): Promise<void>
  /** Ends the hub. Windows may close from then on. */
  close(): Promise<void>
}

/** The one place that wires the app. Windows, menu bar, tray and hub know each other only through what is given here. */
export function startShell(): Shell {
  const paths = appPaths(findPackageRoot(), dirname(fileURLToPath(import.meta.url)))
  const clock = createSystemClock()
  const preferences = keepPreferences(join(app.getPath('userData'), 'preferences.json'))
  /** For the main page, until it listens. */
  let pending: readonly ShellFrame[] = []
  let isClosed = false

  denyPermissions(session.defaultSession)
  serveApp(session.defaultSession, paths.page)

  const windows = createWindows({
    clock,
    preload: paths.preload,
    onFullScreen: (window, fullScreen) => ports.send({ kind: 'window', fullScreen }, window.webContents),
  })
  const menuBar = createMenuBar({
    run: command => void show({ kind: 'run', command }),
    showWindow: () => void show(),
  })
  const views = createAttentionViews({ clock, paths, windows, preferences, show })
  const hub: HubHost<MessagePortMain> = hostHub({
    clock,
    fork: () => forkHub(paths.hubProcess),
    makeChannel: () => new MessageChannelMain(),
    startPtyHost: (process, number) =>
      startPtyHost(process, number, {
        clock,
        fork: () => forkPtyHost(paths.ptyHost),
        makeChannel: () => new MessageChannelMain(),
      }),
    onUp() {
      ports.connectAll()
      views.follow(hub.connect())
      if (preferences.current.menuBarItem) windows.preparePopover()
    },
    onDown(reason, retryInMs) {
      ports.send({ kind: 'hub_down', reason, retryInMs })
      views.onHubDown()
    },
  })
  const ports = openPagePorts({
    hub: () => hub,
    onFrame: answerPage({
      menuBar,
      hub,
      change: values => applyPreferences(values),
      show: opening => void show(opening === null ? undefined : { kind: 'open', opening }),
    }),
    onReady(page) {
      ports.send({ kind: 'preferences', values: preferences.current }, page)
      if (page !== windows.find('main')?.webContents) return
      for (const frame of pending) ports.send(frame, page)
      pending = []
    },
  })

  function applyPreferences(values: Parameters<Preferences['change']>[0]): void {
    const now = preferences.change(values)
    nativeTheme.themeSource = now.theme
    views.setTrayShown(now.menuBarItem)
    setLoginItem(now.openAtLogin)
    ports.send({ kind: 'preferences', values: now })
  }

  async function show(frame?: ShellFrame): Promise<void> {
    const page = windows.find('main')?.webContents
    if (frame !== undefined && page !== undefined && ports.has(page)) ports.send(frame, page)
    else if (frame !== undefined) pending = [...pending.slice(-9), frame]
    await windows.show('main')
    if (process.platform === 'darwin') app.focus({ steal: true })
  }

  nativeTheme.themeSource = preferences.current.theme
  views.setTrayShown(preferences.current.menuBarItem)
  watchPower({ session: session.defaultSession, onWake: () => hub.restart(), onShutdown: () => app.quit() })
  if (!wasOpenedAtLogin()) void show()
  return {
    get isClosed() {
      return isClosed
    },
    show: opening => show(opening && { kind: 'open', opening }),
    async close() {
      await hub.close()
      isClosed = true
      windows.letGo()
    },
  }
}

/** With none of our environment, so that no program of it can inherit any. */
function forkPtyHost(file: string): PtyHostProcess<MessagePortMain> {
  return utilityProcess.fork(file, [], {
    serviceName: 'Claude Comms Terminals',
    env: {},
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

/** Not `disclaim`ed: the hub's requests for automation count as the app's, so the person is asked once, for one name. */
function forkHub(file: string): HubProcess<MessagePortMain> {
  const home = findStateFolder(process.env, process.platform)
  return utilityProcess.fork(file, [], { serviceName: 'Claude Comms Hub', env: hubEnvironment(process.env, home) })
}
