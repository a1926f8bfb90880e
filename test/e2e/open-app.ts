import { AsyncDisposableStack } from '@whatwg-node/disposablestack'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startTempHub, type TempHub, type TempHubOptions } from '../support/temp-hub.ts'
import { buildApp } from './build-app.ts'
import { watchFaults, type PageFaults } from './page-faults.ts'

/** The app as a person has it: a hub of its own, and its page in a browser. */
export interface App extends AsyncDisposable {
  readonly hub: TempHub
  readonly page: Page
  readonly faults: PageFaults
  /**
   * Empties the browser and comes in with another code, as somebody new does. Costs a third of another page: the
   * browser's process has read the program already.
   */
  comeAnew(): Promise<void>
}

export interface PageOptions extends BrowserContextOptions {
  readonly width?: number
  readonly height?: number
  /** What the page finds in its storage, as if the person had been here before. */
  readonly storage?: Readonly<Record<string, string>>
  /** The first visit: the welcome is shown. */
  readonly isNew?: boolean
}

/** A hub that serves the page as its sources are now. */
export async function startAppHub(options: TempHubOptions = {}): Promise<TempHub> {
  return startTempHub({ ...options, env: { ...options.env, COMMS_APP_FOLDER: await buildApp() } })
}

/** A new person at a hub: an empty browser that comes in with a one-time code and waits until the page is live. */
export async function openPage(browser: Browser, hub: TempHub, options: PageOptions = {}): Promise<Omit<App, 'hub'>> {
  const { width = 1100, height = 720, storage = {}, isNew = false, ...rest } = options
  await using opened = new AsyncDisposableStack()
  const context = await browser.newContext({ viewport: { width, height }, ...rest })
  opened.defer(() => context.close())
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await context.addInitScript(
    keep => {
      // Only where nothing is left for the page before to write.
      if (sessionStorage.getItem('test.anew') !== null) {
        localStorage.clear()
        sessionStorage.clear()
      }
      for (const [key, value] of Object.entries(keep))
        if (localStorage.getItem(key) === null) localStorage.setItem(key, value)
    },
    { ...(isNew ? {} : RETURNING), ...storage },
  )
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const faults = watchFaults(page)
  const { url } = await hub.client.web.open()
  const answer = await page.goto(url)
  if (answer?.ok() !== true) throw new Error(`the page itself: ${answer?.status()} ${await answer?.text()}`)
  await untilLive(page)
  const owned = opened.move()
  return {
    page,
    faults,
    async comeAnew() {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ reducedMotion: rest.reducedMotion ?? null })
      await comeAnew(page, hub, faults)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function comeAnew(page: Page, hub: TempHub, faults: PageFaults): Promise<void> {
  const { hash } = new URL((await hub.client.web.open()).url)
  // The router of the page that goes would follow a change of the address.
  await page.evaluate(code => {
    sessionStorage.setItem('test.anew', 'yes')
    History.prototype.replaceState.call(history, null, '', `/${code}`)
  }, hash)
  page.on('framenavigated', faults.begin)
  await page.reload()
  page.off('framenavigated', faults.begin)
  await untilLive(page)
}

/** A hub and its page in one. */
export async function openApp(browser: Browser, options: PageOptions & { hub?: TempHubOptions } = {}): Promise<App> {
  const { hub: hubOptions, ...pageOptions } = options
  await using opened = new AsyncDisposableStack()
  const hub = opened.use(await startAppHub(hubOptions))
  const { page, faults, comeAnew: anew } = opened.use(await openPage(browser, hub, pageOptions))
  const owned = opened.move()
  return { hub, page, faults, comeAnew: anew, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** Somebody who was here before: no welcome stands in front of the page. */
const RETURNING: Readonly<Record<string, string>> = { 'comms.welcome': '{"step":0,"isOver":true}' }

/** Waits until the page says that it hears the hub. */
async function untilLive(page: Page): Promise<void> {
  await page
    .locator('footer')
    .filter({ hasText: /· connected$|^connected$/ })
    .waitFor({ state: 'attached' })
}

/** Waits until the places that were not opened yet are in the browser too. */
export async function untilAllLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/places-')),
  )
}
