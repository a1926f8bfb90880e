import type { Browser, Page } from 'playwright-core'
import type { FakeHub } from './fake-hub.ts'

/** Opens the page of a fake hub as somebody who was here before. */
export async function openFakePage(browser: Browser, hub: FakeHub): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce' })
  await context.addInitScript(() => {
    localStorage.setItem('comms.token', 'fake')
    localStorage.setItem('comms.welcome', '{"step":0,"isOver":true}')
    const seen = window as unknown as { begun?: number; firstRow?: number }
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('#root > :not([aria-busy])') !== null) seen.begun ??= performance.now()
      if (document.querySelector('[data-address]') === null) return
      observer.disconnect()
      requestAnimationFrame(() =>
        setTimeout(() => {
          seen.firstRow = performance.now()
          // Asking the page again and again would be work of its own.
          console.log('rows')
        }),
      )
    }).observe(document, { childList: true, subtree: true })
  })
  const page = await context.newPage()
  const rows = page.waitForEvent('console', message => message.text() === 'rows')
  await page.goto(`${hub.origin}/#/sessions`)
  await rows
  return page
}

/** Milliseconds from the last answer of the hub, or from the program's first act if that came later, to rows on the screen. */
export async function readMountTime(page: Page): Promise<number> {
  return page.evaluate(() => {
    const answers = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const known = answers.filter(({ name }) =>
      /\/v1\/(hub|sessions|groups|templates|schedules|operations|capabilities|settings|log)\b/.test(name),
    )
    const { begun, firstRow } = window as unknown as { begun: number; firstRow: number }
    return firstRow - Math.max(begun, ...known.map(({ responseEnd }) => responseEnd).filter(at => at < firstRow))
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
