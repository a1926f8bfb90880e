import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runHook } from '../support/hooks.ts'
import { openRecorder, send } from '../support/panes.ts'
import { openPuppet } from '../support/puppet.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { LOOK, look, lookAtSheet } from './axe.ts'
import { describeInBrowser, getBrowser } from './browser.ts'
import { chooseRows, goTo, openPopover, preview, sendButton, write } from './driver.ts'
import { openPage, startAppHub, untilAllLoaded } from './open-app.ts'
import { fillHub, SHEETS } from './sheets.ts'
import { usePage } from './use-page.ts'

const PLACES = [
  'Needs you',
  'Sessions',
  'Groups',
  'Operations',
  'Schedules',
  'Scripts',
  'Activity',
  'Doctor',
  'Settings',
] as const
/** Axe reads every element of every page; on a busy machine that takes its time. */
const PATIENCE = 90_000

describeInBrowser('the app for everybody', () => {
  let empty: TempHub
  let full: TempHub
  let asking: Promise<unknown>

  beforeAll(async () => {
    ;[empty, full] = await Promise.all([startAppHub(), startAppHub()])
    await fillHub(full)
    await send(full.client, { to: ['api', 'web'], body: 'hello' })
    const agent = await openPuppet(full, 'asks', { dialog: true })
    const call = { tool_name: 'Bash', tool_input: { command: 'rm -r build' } }
    asking = runHook(full, agent, 'PermissionRequest', call)
  }, PATIENCE)

  afterAll(async () => {
    const { needs } = await full.client.needs.list()
    await full.client.needs.answer({ ids: needs.map(({ id }) => id), decision: 'deny' })
    await asking
    await empty[Symbol.asyncDispose]()
    await full[Symbol.asyncDispose]()
  })

  describe('with sessions', () => {
    const app = usePage(() => full, LOOK)

    it('breaks no rule of WCAG on any page with sessions', { timeout: 2 * PATIENCE }, async () => {
      const { page } = app

      const broken = await lookEverywhere(page)

      await goTo(page, 'Sessions')
      await chooseRows(page, 'api', 'web')
      await write(page, 'hello')
      await sendButton(page).filter({ hasText: 'Send to 1 · hold 1' }).waitFor()
      await preview(page).getByText('hello').first().waitFor()
      broken.push(...(await look(page, 'preview')))
      for (const [key, name] of [
        ['k', 'palette'],
        ['/', 'shortcuts'],
      ] as const) {
        await page.keyboard.press(`ControlOrMeta+${key}`)
        await page.getByRole('dialog').waitFor()
        broken.push(...(await lookAtSheet(page, name)))
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
      }
      expect(broken).toEqual([])
    })

    it('breaks no rule of WCAG in any sheet', { timeout: 2 * PATIENCE }, async () => {
      const { page } = app
      const sheet = page.getByRole('dialog')

      const broken = []
      for (const { name, open } of SHEETS) {
        await open(page)
        await sheet.waitFor()
        broken.push(...(await lookAtSheet(page, name)))
        await page.keyboard.press('Escape')
        await sheet.waitFor({ state: 'detached' })
      }
      expect(broken).toEqual([])
    })

    it('moves nothing for somebody who asked for that', async () => {
      await openRecorder(full, { name: 'busy', startBusy: 600_000 }, { name: 'busy' })
      const { page } = app
      await page
        .getByRole('img', { name: /^Working/ })
        .first()
        .waitFor()
      await page.keyboard.press('ControlOrMeta+k')
      await page.getByRole('dialog').waitFor()

      const running = await page.evaluate(() =>
        document
          .getAnimations()
          .filter(one => one.playState === 'running' && (one.effect?.getComputedTiming().activeDuration ?? 0) !== 0)
          .map(one => (one.effect as KeyframeEffect | null)?.target?.outerHTML.slice(0, 120)),
      )

      expect(running).toEqual([])
    })
  })

  describe('with nothing in it', () => {
    const app = usePage(() => empty, LOOK)

    it('breaks no rule of WCAG on any page with nothing in it', { timeout: PATIENCE }, async () => {
      const { page } = app

      expect(await lookEverywhere(page)).toEqual([])
    })

    it('sees a contrast that is too low, in the light theme as well', async () => {
      const { page } = app
      await goTo(page, 'Settings')
      await page.evaluate(() => {
        for (const heading of document.querySelectorAll<HTMLElement>('main h1, main h2')) heading.style.color = '#ddd'
      })

      expect(await look(page, 'spoilt')).toEqual([expect.stringMatching(/^spoilt, light: color-contrast/)])
    })
  })

  it('breaks no rule of WCAG in any step of the first run', { timeout: PATIENCE }, async () => {
    await using view = await openPage(getBrowser(), empty, { ...LOOK, isNew: true })
    const welcome = view.page.getByRole('dialog')

    const broken = []
    for (let step = 1; step <= 5; step++) {
      await welcome.getByText(`Getting started · ${step} of 5`).waitFor()
      broken.push(...(await lookAtSheet(view.page, `first run, ${step}`)))
      if (step < 5) await welcome.getByRole('button', { name: 'Next' }).click()
    }
    expect(broken).toEqual([])
    view.faults.check()
  })

  it('breaks no rule of WCAG on any page while the hub is away', { timeout: PATIENCE }, async () => {
    const hub = await startAppHub()
    await openRecorder(hub, { name: 'api' }, { name: 'api' })
    const view = await openPage(getBrowser(), hub, LOOK)
    await untilAllLoaded(view.page)
    await hub.stop()

    await view.page.getByText('The hub does not answer.').first().waitFor()
    const broken = await lookEverywhere(view.page)

    await view[Symbol.asyncDispose]()
    await hub[Symbol.asyncDispose]()
    expect(broken).toEqual([])
  })
})

async function lookEverywhere(page: Page): Promise<string[]> {
  const broken: string[] = []
  for (const place of PLACES) {
    await goTo(page, place)
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
    broken.push(...(await look(page, place)))
  }
  const size = page.viewportSize()
  await openPopover(page)
  broken.push(...(await look(page, 'popover')))
  await page.setViewportSize(size ?? { width: 1_100, height: 720 })
  await page.evaluate(() => (location.hash = '#/sessions'))
  return broken
}
