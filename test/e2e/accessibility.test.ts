import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runHook } from '../support/hooks.ts'
import { openRecorder, send } from '../support/panes.ts'
import { openPuppet } from '../support/puppet.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { describeInBrowser, getBrowser } from './browser.ts'
import { chooseRows, goTo, preview, sendButton, write } from './driver.ts'
import { openPage, startAppHub, untilAllLoaded } from './open-app.ts'
import { fillHub, SHEETS } from './sheets.ts'

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
const THEMES = ['dark', 'light'] as const
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

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

  for (const theme of THEMES) {
    it(`breaks no rule of WCAG on any page with sessions, ${theme}`, { timeout: PATIENCE }, async () => {
      await using view = await openPage(getBrowser(), full, { storage: { 'comms.theme': theme } })

      const broken = await lookEverywhere(view.page)

      await goTo(view.page, 'Sessions')
      await chooseRows(view.page, 'api', 'web')
      await write(view.page, 'hello')
      await sendButton(view.page).filter({ hasText: 'Send to 1 · hold 1' }).waitFor()
      await preview(view.page).waitFor()
      broken.push(...(await look(view.page, 'preview')))
      for (const [key, name] of [
        ['k', 'palette'],
        ['/', 'shortcuts'],
      ] as const) {
        await view.page.keyboard.press(`ControlOrMeta+${key}`)
        await view.page.getByRole('dialog').waitFor()
        broken.push(...(await look(view.page, name)))
        await view.page.keyboard.press('Escape')
        await view.page.getByRole('dialog').waitFor({ state: 'detached' })
      }
      expect(broken).toEqual([])
      view.faults.check()
    })

    it(`breaks no rule of WCAG in any sheet, ${theme}`, { timeout: 2 * PATIENCE }, async () => {
      await using view = await openPage(getBrowser(), full, { storage: { 'comms.theme': theme } })
      const sheet = view.page.getByRole('dialog')

      const broken = []
      for (const { name, open } of SHEETS) {
        await open(view.page)
        await sheet.waitFor()
        broken.push(...(await look(view.page, name)))
        await view.page.keyboard.press('Escape')
        await sheet.waitFor({ state: 'detached' })
      }
      expect(broken).toEqual([])
      view.faults.check()
    })

    it(`breaks no rule of WCAG in any step of the first run, ${theme}`, { timeout: PATIENCE }, async () => {
      await using view = await openPage(getBrowser(), empty, { storage: { 'comms.theme': theme }, isNew: true })
      const welcome = view.page.getByRole('dialog')

      const broken = []
      for (let step = 1; step <= 5; step++) {
        await welcome.getByText(`Getting started · ${step} of 5`).waitFor()
        broken.push(...(await look(view.page, `first run, ${step}`)))
        if (step < 5) await welcome.getByRole('button', { name: 'Next' }).click()
      }
      expect(broken).toEqual([])
      view.faults.check()
    })

    it(`breaks no rule of WCAG on any page with nothing in it, ${theme}`, { timeout: PATIENCE }, async () => {
      await using view = await openPage(getBrowser(), empty, { storage: { 'comms.theme': theme } })

      expect(await lookEverywhere(view.page)).toEqual([])
      view.faults.check()
    })
  }

  it('breaks no rule of WCAG on any page while the hub is away, in both themes', { timeout: PATIENCE }, async () => {
    const hub = await startAppHub()
    await openRecorder(hub, { name: 'api' }, { name: 'api' })
    const views = []
    for (const theme of THEMES) views.push(await openPage(getBrowser(), hub, { storage: { 'comms.theme': theme } }))
    for (const { page } of views) await untilAllLoaded(page)
    await hub.stop()

    const broken = []
    for (const { page } of views) {
      await page.getByText('The hub does not answer.').first().waitFor()
      broken.push(...(await lookEverywhere(page)))
    }

    for (const view of views) await view[Symbol.asyncDispose]()
    await hub[Symbol.asyncDispose]()
    expect(broken).toEqual([])
  })

  it('moves nothing for somebody who asked for that', async () => {
    await openRecorder(full, { name: 'busy', startBusy: 600_000 }, { name: 'busy' })
    await using view = await openPage(getBrowser(), full, { reducedMotion: 'reduce' })
    await view.page
      .getByRole('img', { name: /^Working/ })
      .first()
      .waitFor()
    await view.page.keyboard.press('ControlOrMeta+k')
    await view.page.getByRole('dialog').waitFor()

    const running = await view.page.evaluate(() =>
      document
        .getAnimations()
        .filter(one => one.playState === 'running' && (one.effect?.getComputedTiming().activeDuration ?? 0) !== 0)
        .map(one => (one.effect as KeyframeEffect | null)?.target?.outerHTML.slice(0, 120)),
    )

    expect(running).toEqual([])
  })
})

async function lookEverywhere(page: Page): Promise<string[]> {
  const broken: string[] = []
  for (const place of PLACES) {
    await goTo(page, place)
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
    broken.push(...(await look(page, place)))
  }
  return broken
}

/** Each broken rule with the elements that break it. */
async function look(page: Page, what: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  return violations.map(
    ({ id, nodes }) =>
      `${what}: ${id}\n${nodes.map(node => `  ${node.html.slice(0, 200)}\n  ${node.failureSummary ?? ''}`).join('\n')}`,
  )
}
