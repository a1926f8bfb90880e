import type { Browser, Page } from 'playwright-core'
import type { FakeHub } from './fake-hub.ts'

/** Opens the page of a fake hub as somebody who was here before. */
export async function openFakePage(browser: Browser, hub: FakeHub): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce' })
  await context.addInitScript(() => {
    localStorage.setItem('comms.token', 'fake')
    localStorage.setItem('comms.welcome', '{"step":0,"isOver":true}')
    const seen = window as unknown as { firstRow?: number }
    new MutationObserver(() => {
      if (seen.firstRow !== undefined || document.querySelector('[data-address]') === null) return
      seen.firstRow = -1
      requestAnimationFrame(() => setTimeout(() => (seen.firstRow = performance.now())))
    }).observe(document, { childList: true, subtree: true })
  })
  const page = await context.newPage()
  await page.goto(`${hub.origin}/#/sessions`)
  await page.waitForFunction(() => ((window as unknown as { firstRow?: number }).firstRow ?? 0) > 0)
  return page
}

/** Milliseconds from the last answer of the hub to rows on the screen. */
export async function readMountTime(page: Page): Promise<number> {
  return page.evaluate(() => {
    const answers = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const known = answers.filter(({ name }) =>
      /\/v1\/(hub|sessions|groups|templates|schedules|operations|capabilities|settings|log)\b/.test(name),
    )
    const row = (window as unknown as { firstRow: number }).firstRow
    return row - Math.max(...known.map(({ responseEnd }) => responseEnd).filter(at => at < row))
  })
}

/** Milliseconds from each key to the frame that shows it. */
export async function measureKeys(page: Page, text: string): Promise<readonly number[]> {
  await page.evaluate(() => {
    const seen = window as unknown as { keys: number[] }
    seen.keys = []
    window.addEventListener(
      'keydown',
      () => {
        const pressed = performance.now()
        requestAnimationFrame(() => setTimeout(() => seen.keys.push(performance.now() - pressed)))
      },
      { capture: true },
    )
  })
  for (const key of text) {
    await page.keyboard.press(key)
    await page.waitForTimeout(60)
  }
  return page.evaluate(() => (window as unknown as { keys: number[] }).keys)
}
