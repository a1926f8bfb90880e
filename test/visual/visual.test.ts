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

/** What the page believes the time to be: the data of the fake hub are a minute old. */
const NOW = new Date('2026-11-20T15:01:00.000Z')

interface State {
  readonly name: string
  readonly place: string
  readonly width?: number
  play?(page: Page): Promise<void>
}

async function openOver(page: Page, key: string): Promise<void> {
  await page.keyboard.press(`ControlOrMeta+${key}`)
  await page.getByRole('dialog').waitFor()
}

const chooseOne = (page: Page) => page.getByRole('row', { name: 'agent-0002' }).click()

const STATES: readonly State[] = [
  { name: 'sessions', place: '/sessions' },
  { name: 'sessions-narrow', place: '/sessions', width: 640 },
  { name: 'sessions-wide', place: '/sessions', width: 1600 },
  { name: 'sessions-status', place: '/sessions', play: page => page.getByRole('radio', { name: 'Status' }).click() },
  {
    name: 'sessions-directory',
    place: '/sessions',
    play: page => page.getByRole('radio', { name: 'Directory' }).click(),
  },
  {
    name: 'sessions-chosen',
    place: '/sessions',
    play: chooseOne,
  },
  { name: 'needs-you', place: '/needs-you' },
  { name: 'groups', place: '/groups' },
  { name: 'activity', place: '/activity' },
  { name: 'settings', place: '/settings' },
  { name: 'palette', place: '/sessions', play: page => openOver(page, 'k') },
  { name: 'shortcuts', place: '/sessions', play: page => openOver(page, '/') },
]

const TITLES: Readonly<Record<string, RegExp>> = {
  '/needs-you': /^Needs you/,
  '/groups': /^Groups/,
  '/activity': /^Activity/,
  '/settings': /^Settings/,
}

/** The baselines were drawn with this font; with another every line of a screen differs. */
const FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf'
const hasFont = process.platform === 'linux' && existsSync(FONT)
const title = hasFont ? 'the look of the app' : `the look of the app (skipped: the baselines need ${FONT})`

describe.skipIf(!hasFont)('compared with its baselines:', () =>
  describeInBrowser(title, () => {
    let hub: FakeHub

    beforeAll(async () => {
      hub = await startFakeHub(await buildApp(), 12, 40)
    })

    afterAll(() => hub[Symbol.asyncDispose]())

    it.each(['dark', 'light'] as const)('has not changed unseen in %s', { timeout: 90_000 }, async theme => {
      const differences = []
      for (const width of new Set(STATES.map(state => state.width ?? 1100))) {
        await using stack = new AsyncDisposableStack()
        const page = await open(theme, width)
        stack.defer(() => page.context().close())
        for (const state of STATES.filter(one => (one.width ?? 1100) === width)) {
          const bytes = await picture(page, state)
          differences.push(await compareWithBaseline(`${state.name}-${theme}`, bytes, join(tmpdir(), 'comms-visual')))
        }
      }

      expect(differences.filter(one => one !== null)).toEqual([])
    })

    it('sees a page that looks different', async () => {
      const page = await open('dark', 1100)
      const chosen = await picture(page, { name: 'sessions', place: '/sessions', play: chooseOne })
      await page.context().close()

      expect(
        await compareWithBaseline('sessions-dark', chosen, join(tmpdir(), 'comms-visual-proof'), 'compare'),
      ).toMatch(/^sessions-dark: /)
    })

    async function open(theme: string, width: number): Promise<Page> {
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
      await page.goto(`${hub.origin}/#/sessions`)
      await page.locator('footer').filter({ hasText: '· connected' }).waitFor({ state: 'attached' })
      return page
    }

    /** Each picture starts from the same page: nothing chosen, nothing open. */
    async function picture(page: Page, { place, play }: State): Promise<Buffer> {
      await page.reload()
      await page.locator('footer').filter({ hasText: '· connected' }).waitFor({ state: 'attached' })
      await page.evaluate(to => (location.hash = to), `#${place}`)
      await page.getByRole('heading', { level: 1, name: TITLES[place] ?? /^Sessions/ }).waitFor()
      await play?.(page)
      await page.mouse.move(0, 0)
      await page.waitForTimeout(250)
      return page.screenshot({ animations: 'disabled', caret: 'hide' })
    }
  }),
)
