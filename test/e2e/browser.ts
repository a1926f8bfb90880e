import { afterAll, beforeAll, describe } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'

let launched: Browser | Error = await launchChromium().catch((error: unknown) => error as Error)
const problem = launched instanceof Error ? launched.message.split('\n', 1).join('') : ''
const suite = describe.skipIf(problem !== '')

/** The browser of this test file. */
export function getBrowser(): Browser {
  if (launched instanceof Error) throw launched
  return launched
}

/** Tests in a real browser. Where none can run they are counted as skipped, and the title says why. */
export function describeInBrowser(title: string, tests: () => void): void {
  suite(problem === '' ? title : `${title} (skipped: no Chromium runs here: ${problem})`, () => {
    // The file before this one in the same worker has closed its own.
    beforeAll(async () => {
      if (!getBrowser().isConnected()) launched = await launchChromium()
    })
    afterAll(() => getBrowser().close())
    tests()
  })
}
