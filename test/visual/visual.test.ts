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

    it('has not changed unseen in either theme', { timeout: 300_000 }, async () => {
      const differences = []
      const sameWindow = Map.groupBy(STATES, ({ width = 1100, hub = 'full' }) => `${width} ${hub}`)
      for (const states of sameWindow.values()) {
        await using stack = new AsyncDisposableStack()
        const page = await open(states[0])
        stack.defer(() => page.context().close())
        let isPlayed = false
        for (const state of states) {
          if (isPlayed) await load(page)
          await bring(page, state)
          isPlayed = state.play !== undefined
          for (const theme of ['dark', 'light'] as const) {
            const out = join(tmpdir(), 'comms-visual')
            differences.push(await compareWithBaseline(`${state.name}-${theme}`, () => picture(page, theme), out))
          }
        }
      }

      expect(differences.filter(one => one !== null)).toEqual([])
    })

    it('sees a page that looks different', async () => {
      const page = await open()
      const play: State['play'] = () => page.getByRole('radio', { name: 'Status' }).click()
      await bring(page, { name: 'sessions', place: '/sessions', play })
      const out = join(tmpdir(), 'comms-visual-proof')
      const difference = await compareWithBaseline('sessions-dark', () => picture(page, 'dark'), out, 'compare')
      await page.context().close()

      expect(difference).toMatch(/^sessions-dark: /)
    })

    async function open({ width = 1100, hub = 'full' }: Partial<State> = {}): Promise<Page> {
      const context = await getBrowser().newContext({
        viewport: { width, height: 720 },
        reducedMotion: 'reduce',
        timezoneId: 'UTC',
        locale: 'en-GB',
      })
      await context.addInitScript(() => {
        localStorage.setItem('comms.token', 'fake')
        localStorage.setItem('comms.theme', 'dark')
        localStorage.setItem('comms.grouping', 'window')
        localStorage.setItem('comms.welcome', '{"step":0,"isOver":true}')
      })
      const page = await context.newPage()
      await page.clock.setFixedTime(NOW)
      await page.goto(`${(hub === 'full' ? full : empty).origin}/#/sessions`)
      await untilConnected(page)
      return page
    }

    /** A page on which nobody has done anything yet. */
    async function load(page: Page): Promise<void> {
      await page.reload()
      await untilConnected(page)
    }

    const untilConnected = (page: Page) =>
      page.locator('footer').filter({ hasText: '· connected' }).waitFor({ state: 'attached' })

    async function bring(page: Page, { place, play }: State): Promise<void> {
      await page.evaluate(to => (location.hash = to), `#${place}`)
      await page.getByRole('heading', { level: 1, name: TITLES[place] ?? /^Sessions/ }).waitFor()
      await play?.(page, full)
      await page.mouse.move(0, 0)
    }

    async function picture(page: Page, theme: 'dark' | 'light'): Promise<Buffer> {
      await page.evaluate(chosen => void (document.documentElement.dataset['theme'] = chosen), theme)
      return page.screenshot({ animations: 'disabled', caret: 'hide' })
    }
  }),
)
