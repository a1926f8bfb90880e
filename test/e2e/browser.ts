import { afterAll, beforeAll, describe } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'

/**
 * Nobody stays on a page of a test so long that optimised code pays for its making: without it a page costs a fifth less.
 * What people wait for is measured with it, by `npm run bench:ui`.
 */
const WITHOUT_OPTIMISING = '--js-flags=--no-opt --no-maglev --max-lazy'

const launch = () => launchChromium({ args: [WITHOUT_OPTIMISING] })

let launched: Browser | Error = await launch().catch((error: unknown) => error as Error)
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
      if (!getBrowser().isConnected()) launched = await launch()
    })
    afterAll(() => getBrowser().close())
    tests()
  })
}
