import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPane, openRecorder, send } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { describeInBrowser } from './browser.ts'
import { chooseRows, goTo, row } from './driver.ts'
import { startAppHub } from './open-app.ts'
import { usePage } from './use-page.ts'

const HTML = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><a href="javascript:window.hacked=1">go</a>`
/** Turns "gpj.exe" round to look like "exe.jpg". */
const BIDI = 'report-\u202Egpj.exe'
const LINK = '[click](javascript:alert(1)) http://evil.test file:///etc/passwd'

describeInBrowser('hostile text', () => {
  let hub: TempHub

  beforeAll(async () => {
    hub = await startAppHub()
    const script = `process.stdout.write('\\x1b]2;' + process.argv[1] + '\\x07' + process.argv[2] + '\\n'); setInterval(() => {}, 1e6)`
    await openPane(hub, [process.execPath, '-e', script, `${HTML}${BIDI}`, `${HTML}\n${BIDI}\n${LINK}`], () => true, {
      name: 'hostile',
    })
    await openRecorder(hub, { name: 'victim' }, { name: 'victim' })
    await send(hub.client, { to: 'victim', body: `${HTML} ${LINK}` })
    await hub.client.templates.save({ name: HTML.slice(0, 80), body: HTML })
    await hub.client.groups.save({ name: 'filter', filter: `"${HTML.replaceAll('"', '')}"` })
  })

  afterAll(() => hub[Symbol.asyncDispose]())

  const app = usePage(() => hub)

  it('stays text on every page, in titles, screens, messages, filters and rows of the log', async () => {
    const { page } = app

    await chooseRows(page, 'hostile')
    await page.getByRole('region', { name: 'Screen of hostile' }).getByText('<script>').first().waitFor()
    const shots = [await inspect(page)]
    for (const place of [
      'Needs you',
      'Groups',
      'Operations',
      'Schedules',
      'Scripts',
      'Activity',
      'Doctor',
      'Settings',
      'Sessions',
    ]) {
      await goTo(page, place)
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
      shots.push(await inspect(page))
    }
    await goTo(page, 'Activity')
    await page.getByText('onerror=').first().waitFor()
    await page.getByText('onerror=').first().click()
    shots.push(await inspect(page))

    for (const { images, scripts, links, handlers, hacked } of shots) {
      expect({ images, scripts, handlers, hacked }).toEqual({ images: 0, scripts: 0, handlers: 0, hacked: undefined })
      expect(links.filter(href => !/^(https:|#|http:\/\/127\.0\.0\.1:\d+\/#)/.test(href))).toEqual([])
    }
  })

  it('cannot turn round what stands beside it', async () => {
    const { page } = app
    await chooseRows(page, 'hostile')
    await page.getByRole('region', { name: 'Screen of hostile' }).getByText('<script>').first().waitFor()

    const loose = await page.evaluate(() => {
      const isTurning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const found: string[] = []
      while (walker.nextNode()) {
        const { textContent, parentElement } = walker.currentNode
        if (isTurning.test(textContent ?? '') && parentElement?.closest('.foreign') === null)
          found.push(textContent ?? '')
      }
      return found
    })

    expect(loose).toEqual([])
  })

  it('takes a filter from the address as text, whatever stands in it', async () => {
    const { page, faults } = app

    await page.goto(`${page.url().split('#')[0]}#/sessions?q=${encodeURIComponent(HTML)}`)
    await row(page, 'victim').waitFor({ state: 'detached' })

    expect((await inspect(page)).images).toBe(0)
    faults.allow(/status of 4\d\d/)
  })
})

async function inspect(page: Page) {
  return page.evaluate(() => ({
    images: document.querySelectorAll('body img').length,
    scripts: document.querySelectorAll('body script:not([src])').length,
    handlers: document.querySelectorAll('[onerror], [onclick], [onload]').length,
    links: [...document.querySelectorAll('a')].map(link => link.href),
    hacked: (window as { hacked?: number }).hacked,
  }))
}
