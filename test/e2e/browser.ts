import { afterAll, describe } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'

const launched: Browser | Error = await launchChromium().catch((error: unknown) => error as Error)

/** The browser of this test file. */
export function getBrowser(): Browser {
  if (launched instanceof Error) throw launched
  return launched
}

/** Tests in a real browser. Where none can run they are counted as skipped, and the title says why. */
export function describeInBrowser(title: string, tests: () => void): void {
  if (launched instanceof Error) {
    const [reason = ''] = launched.message.split('\n')
    describe.skip(`${title} (skipped: no Chromium runs here: ${reason})`, tests)
    return
  }
  const browser = launched
  describe(title, () => {
    afterAll(() => browser.close())
    tests()
  })
}
