import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { guardEveryPage, openExternal } from '../../src-main/electron/guard.ts'
import { startShell, type Shell } from '../../src-main/electron/shell.ts'
import * as electron from './fake-electron.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const { BrowserWindow, Child } = electron

let shell: Shell

beforeAll(() => {
  guardEveryPage()
  shell = startShell()
})
afterAll(() => rmSync(electron.userData, { recursive: true }))

const main = () => BrowserWindow.all[0] as electron.BrowserWindow
const popover = () => BrowserWindow.all[1] as electron.BrowserWindow
const clickTray = () => electron.Tray.last?.emit('click', {}, { x: 1_300, y: 0, width: 40, height: 24 })
const hub = () => Child.all.at(-1) as electron.Child
const ask = (sender: electron.Contents, origin = 'app://comms') =>
  electron.ipcMain.emit('comms:ports', { sender, senderFrame: { origin, parent: null } })
const channels = (contents: electron.Contents) => contents.posted.map(({ channel }) => channel)
/** What the page heard on the newest port of its shell. */
const heard = () =>
  main().webContents.posted.findLast(({ channel }) => channel === 'comms:shell')?.ports[0]?.heard ?? []

// In the order of an app's life: one shell, as there is one app.
describe('the shell', () => {
  it('starts one hub and one window with its own page', async () => {
    await vi.waitFor(() => expect(main().isShown).toBe(true))

    expect(Child.all).toHaveLength(1)
    expect(BrowserWindow.all).toHaveLength(1)
    expect(main().url).toBe('app://comms/index.html')
  })

  it('[S13] denies every permission, every navigation and every new window', () => {
    const answer = vi.fn<(isAllowed: boolean) => void>()
    electron.handlers.request?.({}, 'notifications', answer)
    const prevented = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'].map(name => {
      const preventDefault = vi.fn<() => void>()
      main().webContents.emit(name, { preventDefault })
      return preventDefault.mock.calls.length
    })

    expect(answer).toHaveBeenCalledExactlyOnceWith(false)
    expect(electron.handlers.check?.({}, 'media')).toBe(false)
    expect(electron.handlers.device?.({})).toBe(false)
    expect(prevented).toEqual([1, 1, 1, 1])
    expect(main().webContents.openHandler?.({ url: 'app://comms/' })).toEqual({ action: 'deny' })
  })

  it('[S13] gives a page of somebody else no port', () => {
    ask(main().webContents, 'https://evil.example')

    expect(channels(main().webContents)).toEqual([])
  })

  it('keeps what a link opens until the page listens', async () => {
    await shell.show({ view: 'log', filter: 'is:blocked' })
    expect(heard()).toEqual([])

    ask(main().webContents)

    expect(channels(main().webContents)).toEqual(['comms:shell'])
    expect(heard()).toMatchObject([
      { kind: 'preferences', values: { openAtLogin: false } },
      { kind: 'open', opening: { view: 'log', filter: 'is:blocked' } },
    ])
  })

  it('hands the page a port of the hub once that is up, and of the next one after a crash', async () => {
    hub().emit('message', { kind: 'up' })
    expect(channels(main().webContents)).toEqual(['comms:shell', 'comms:port'])
    // One for the page, one for the shell itself.
    expect(hub().posted).toEqual(['connect', 'connect'])

    hub().emit('exit', 139)
    expect(heard().at(-1)).toMatchObject({ kind: 'hub_down', retryInMs: 500 })
    await vi.waitFor(() => expect(Child.all).toHaveLength(2))
    hub().emit('message', { kind: 'up' })

    expect(channels(main().webContents)).toEqual(['comms:shell', 'comms:port', 'comms:port'])
  })

  it('runs a menu item in the main page', () => {
    const items = electron.Menu.bar.flatMap(({ submenu = [] }) => submenu)

    items.find(({ id }) => id === 'place.activity')?.click?.()

    expect(heard().at(-1)).toEqual({ kind: 'run', command: 'place.activity' })
  })

  it('takes from a page only what it may say', () => {
    const port = main().webContents.posted.findLast(({ channel }) => channel === 'comms:shell')?.ports[0]
    const before = heard().length

    for (const nonsense of [null, 1, {}, { kind: 'quit' }, { kind: 'set_preferences', values: { admin: true } }]) {
      port?.postMessage(nonsense)
    }
    expect(heard()).toHaveLength(before)
    port?.postMessage({ kind: 'set_preferences', values: { theme: 'dark' } })

    expect(electron.nativeTheme.themeSource).toBe('dark')
    expect(heard().at(-1)).toMatchObject({ values: { theme: 'dark', notifications: true } })
  })

  it('has the popover drawn before the first click on the menu bar item, which shows it on the screen', async () => {
    expect(popover()).toMatchObject({ url: 'app://comms/index.html#/popover', isShown: false })

    clickTray()

    await vi.waitFor(() => expect(popover().isShown).toBe(true))
    expect(popover().position).toEqual([1_072, 24])
  })

  it('puts the popover away by a second click, and when something else is clicked', async () => {
    // The click takes the focus first.
    popover().emit('blur')
    clickTray()
    await vi.waitFor(() => expect(popover().isShown).toBe(false))

    clickTray()
    await vi.waitFor(() => expect(popover().isShown).toBe(true))
    popover().emit('blur')

    await vi.waitFor(() => expect(popover().isShown).toBe(false))
    expect(BrowserWindow.all).toHaveLength(2)
  })

  it('opens in the main window what the popover asks for', async () => {
    ask(popover().webContents)
    const port = popover().webContents.posted.find(({ channel }) => channel === 'comms:shell')?.ports[0]
    main().hide()

    port?.postMessage({ kind: 'show', opening: { view: 'compose', to: ['@api'], text: 'hello' } })

    await vi.waitFor(() => expect(main().isShown).toBe(true))
    expect(heard().at(-1)).toEqual({ kind: 'open', opening: { view: 'compose', to: ['@api'], text: 'hello' } })
  })

  it('asks before it opens a browser, and opens https only', async () => {
    const window = main() as unknown as Electron.BrowserWindow

    await openExternal(window, 'https://example.org')
    electron.dialog.answer = 0
    await openExternal(window, 'javascript:alert(1)')
    expect(electron.opened).toEqual([])
    await openExternal(window, 'https://example.org')

    expect(electron.opened).toEqual(['https://example.org/'])
  })

  it('answers only for files of the page', async () => {
    const get = (path: string, method = 'GET') =>
      electron.handlers.app?.(new Request(`app://comms/${path}`, { method })) as Promise<Response>

    const answers = await Promise.all([get('../package.json'), get('assets/none.js'), get('index.html', 'POST')])

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 405])
    expect(answers[0]?.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('hides its window instead of closing it, until it quits', async () => {
    const closeIt = () => {
      const preventDefault = vi.fn<() => void>()
      main().emit('close', { preventDefault })
      return preventDefault.mock.calls.length
    }
    expect(closeIt()).toBe(1)
    expect(main().isShown).toBe(false)

    const closed = shell.close()
    expect(shell.isClosed).toBe(false)
    hub().emit('exit', 0)
    await closed

    expect(shell.isClosed).toBe(true)
    expect(closeIt()).toBe(0)
  })
})
