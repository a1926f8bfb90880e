import { afterAll, afterEach, beforeEach } from 'vitest'
import type { TempHub } from '../support/temp-hub.ts'
import { getBrowser } from './browser.ts'
import { openPage, type App, type PageOptions } from './open-app.ts'

/** The page of a test: that of somebody new, whatever the tests before did. */
export type SharedPage = Omit<App, 'hub' | typeof Symbol.asyncDispose>

/** Opens one page for the tests of this file; fails a test whose page complained. */
export function usePage(getHub: () => TempHub, options: PageOptions = {}): SharedPage {
  let app: Omit<App, 'hub'> | undefined

  beforeEach(async () => {
    if (app === undefined) app = await openPage(getBrowser(), getHub(), options)
    else await app.comeAnew()
  })

  afterEach(() => app?.faults.check())

  afterAll(() => app?.[Symbol.asyncDispose]())

  const opened = () => {
    if (app === undefined) throw new Error('the page is opened before each test, not earlier')
    return app
  }
  return {
    get page() {
      return opened().page
    },
    get faults() {
      return opened().faults
    },
    comeAnew: () => opened().comeAnew(),
  }
}
