import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFakeHub, type FakeHub } from '../bench/ui/fake-hub.ts'
import { openFakePage, readMountTime } from '../bench/ui/measures.ts'
import { describeInBrowser, getBrowser } from './browser.ts'
import { buildApp } from './build-app.ts'

describeInBrowser('the app with a thousand sessions', () => {
  let hub: FakeHub

  beforeAll(async () => {
    hub = await startFakeHub(await buildApp(), 1_000, 100_000)
  })

  afterAll(() => hub[Symbol.asyncDispose]())

  it('shows them within a second of the answer on a busy machine, and makes rows only for those in view', async () => {
    const times: number[] = []
    // Others use the machine as well: one turn of eight must have it to itself.
    for (let turn = 0; turn < 8 && !times.some(ms => ms <= 1_000); turn++) {
      const page = await openFakePage(getBrowser(), hub)
      times.push(await readMountTime(page))
      expect(await page.locator('[data-address]').count()).toBeLessThan(100)
      await page.context().close()
    }

    // The budget of 400 ms is held by `npm run bench:ui`, which has the machine to itself.
    expect(Math.min(...times)).toBeLessThanOrEqual(1_000)
  })

  it('keeps the rows of a log where they are while somebody reads further up', async () => {
    const page = await openFakePage(getBrowser(), hub)
    await page.evaluate(() => (location.hash = '#/activity'))
    const grid = page.getByRole('grid')
    await grid.getByRole('row').first().waitFor()
    await page.waitForTimeout(300)
    await grid.evaluate(element => element.scrollTo(0, 2_000))
    const paused = page.getByRole('button', { name: /^Paused/ })
    await paused.waitFor()
    const before = await grid.evaluate(element => element.scrollTop)

    hub.addRows(500)
    await paused.filter({ hasText: '500 new' }).waitFor()

    expect(await grid.evaluate(element => element.scrollTop)).toBe(before)
    await paused.click()
    await page.getByText(/^row 100500:/).waitFor()
    await page.context().close()
  })
})
