import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AsyncDisposableStack } from '@whatwg-node/disposablestack'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFakeHub, type FakeHub } from '../bench/ui/fake-hub.ts'
import { buildApp } from '../e2e/build-app.ts'
import { describeInBrowser, getBrowser } from '../e2e/browser.ts'
import { compareWithBaseline } from './compare.ts'
import { EMPTY, FULL } from './fake-answers.ts'
import { STATES, TITLES, type State } from './states.ts'

/** What the page believes the time to be: the data of the fake hub are a minute old. */
const NOW = new Date('2026-11-20T15:01:00.000Z')

/** The baselines were drawn with this font; with another every line of a screen differs. */
const FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf'
const hasFont = process.platform === 'linux' && existsSync(FONT)
const title = hasFont ? 'the look of the app' : `the look of the app (skipped: the baselines need ${FONT})`

describe.skipIf(!hasFont)('compared with its baselines:', () =>
  describeInBrowser(title, () => {
    let full: FakeHub
    let empty: FakeHub

    beforeAll(async () => {
      const folder = await buildApp()
      full = await startFakeHub(folder, 12, 40, FULL)
      empty = await startFakeHub(folder, 0, 0, EMPTY)
    })

    afterAll(async () => {
      await full[Symbol.asyncDispose]()
      await empty[Symbol.asyncDispose]()
    })

    it.each(['dark', 'light'] as const)('has not changed unseen in %s', { timeout: 300_000 }, async theme => {
      const differences = []
      const sameWindow = Map.groupBy(STATES, ({ width = 1100, hub = 'full' }) => `${width} ${hub}`)
      for (const states of sameWindow.values()) {
        await using stack = new AsyncDisposableStack()
        const page = await open(theme, states[0])
        stack.defer(() => page.context().close())
        for (const state of states) {
          const bytes = await picture(page, state)
          differences.push(await compareWithBaseline(`${state.name}-${theme}`, bytes, join(tmpdir(), 'comms-visual')))
        }
      }

      expect(differences.filter(one => one !== null)).toEqual([])
    })

    it('sees a page that looks different', async () => {
      const page = await open('dark')
      const play: State['play'] = () => page.getByRole('radio', { name: 'Status' }).click()
      const other = await picture(page, { name: 'sessions', place: '/sessions', play })
      await page.context().close()

      expect(
        await compareWithBaseline('sessions-dark', other, join(tmpdir(), 'comms-visual-proof'), 'compare'),
      ).toMatch(/^sessions-dark: /)
    })

    async function open(theme: string, { width = 1100, hub = 'full' }: Partial<State> = {}): Promise<Page> {
      const context = await getBrowser().newContext({
        viewport: { width, height: 720 },
        reducedMotion: 'reduce',
        timezoneId: 'UTC',
        locale: 'en-GB',
      })
      await context.addInitScript(chosen => {
        localStorage.setItem('comms.token', 'fake')
        localStorage.setItem('comms.theme', chosen)
        localStorage.setItem('comms.grouping', 'window')
        localStorage.setItem('comms.welcome', '{"step":0,"isOver":true}')
      }, theme)
      const page = await context.newPage()
      await page.clock.setFixedTime(NOW)
      await page.goto(`${(hub === 'full' ? full : empty).origin}/#/sessions`)
      await page.locator('footer').filter({ hasText: '· connected' }).waitFor({ state: 'attached' })
      return page
    }

    /** Each picture starts from the same page: nothing chosen, nothing open. */
    async function picture(page: Page, { place, play }: State): Promise<Buffer> {
      await page.reload()
      await page.locator('footer').filter({ hasText: '· connected' }).waitFor({ state: 'attached' })
      await page.evaluate(to => (location.hash = to), `#${place}`)
      await page.getByRole('heading', { level: 1, name: TITLES[place] ?? /^Sessions/ }).waitFor()
      await play?.(page, full)
      await page.mouse.move(0, 0)
      await page.waitForTimeout(250)
      return page.screenshot({ animations: 'disabled', caret: 'hide' })
    }
  }),
)
