import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { ROOT } from '../architecture/source-tree.ts'

/** Electron's program is no part of its npm package: `npx install-electron` fetches it, where that can be reached. */
function findElectron(): string | undefined {
  const folder = join(ROOT, 'node_modules', 'electron')
  if (!existsSync(join(folder, 'path.txt'))) return undefined
  const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
  return existsSync(program) ? program : undefined
}

const BUILT = join(ROOT, 'dist', 'electron', 'main.js')
const program = findElectron()
const missing = [
  program === undefined && 'Electron’s program is not installed (npx install-electron)',
  !existsSync(BUILT) && 'the app is not built (npm run build)',
  process.platform === 'linux' && !process.env['DISPLAY'] && 'there is no screen',
].filter(reason => reason !== false)

let app: ElectronApplication
let page: Page
let folder: string

beforeAll(async () => {
  if (missing.length > 0) return console.warn(`The app in Electron is not tested here: ${missing.join('; ')}.`)
  folder = mkdtempSync('/tmp/ccee-')
  app = await _electron.launch({
    executablePath: program ?? '',
    args: [BUILT],
    env: { ...process.env, COMMS_HOME: join(folder, 'h') },
  })
  page = await app.firstWindow()
})

afterAll(async () => {
  if (missing.length > 0) return
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Skips aloud: the reason stands in the report. */
function needElectron(context: TestContext): void {
  if (missing.length > 0) context.skip(missing.join('; '))
}

describe('the app in Electron', () => {
  it('shows the sessions page, served from its own scheme', async context => {
    needElectron(context)

    await page.waitForURL('app://comms/**')
    expect(await page.title()).toBe('Claude Comms')
  })

  it('gives the page no way to Node', async context => {
    needElectron(context)

    expect(await page.evaluate(`[typeof require, typeof process, typeof module]`)).toEqual(Array(3).fill('undefined'))
  })

  it('lets a hostile page go nowhere, open nothing and be permitted nothing', async context => {
    needElectron(context)

    const answers = await page.evaluate(`(async () => {
      const opened = window.open('https://example.org')
      location.href = 'https://example.org'
      const file = await fetch('file:///etc/hosts').then(() => 'read', () => 'refused')
      const permission = await Notification.requestPermission()
      return { opened, file, permission }
    })()`)

    expect(answers).toEqual({ opened: null, file: 'refused', permission: 'denied' })
    expect(page.url()).toMatch(/^app:\/\/comms\//u)
  })

  it('hides its window when it is closed, and lives on', async context => {
    needElectron(context)

    const visible = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.close()
      return window?.isVisible()
    })

    expect(visible).toBe(false)
  })

  it('has a menu bar with every top menu', async context => {
    needElectron(context)

    const labels = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(item => item.label))

    expect(labels).toEqual(['Claude Comms', 'File', 'Edit', 'View', 'Session', 'Send', 'Window', 'Help'])
  })
})
