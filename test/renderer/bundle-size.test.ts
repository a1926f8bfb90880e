import { expect, test } from 'vitest'
import { buildApp } from '../e2e/build-app.ts'
import { measureInitialScript } from '../support/initial-script.ts'

/** What a page may load before it shows something, packed as it travels. */
const MOST_KB = 480

test('the page loads at most 480 kB of packed JavaScript before it shows the sessions', async () => {
  const kilobytes = (await measureInitialScript(await buildApp())) / 1_000

  expect(kilobytes).toBeLessThanOrEqual(MOST_KB)
  expect(kilobytes, 'a page of nothing would fit as well').toBeGreaterThan(100)
})
