import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TempHub } from '../support/temp-hub.ts'
import { describeInBrowser } from './browser.ts'
import { openPopover, preview } from './driver.ts'
import { startAppHub } from './open-app.ts'
import { usePage } from './use-page.ts'

/** The composer as a person meets it: a real hub, sample agents in a real tmux, a real browser. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const AGENT = join(ROOT, 'resources', 'demo', 'agent.mjs')

let hub: TempHub
let page: Page

describeInBrowser('in the page', () => {
  beforeAll(async () => {
    hub = await startAppHub()
    for (const name of ['api', 'web']) await startAgent(name)
    await startAgent('infra', '--dialog')
    await waitForSessions(3)
  })

  afterAll(() => hub[Symbol.asyncDispose]())

  const app = usePage(() => hub, { height: 760 })

  beforeEach(() => {
    page = app.page
  })

  describe('the composer', () => {
    test('sends a text with variables to two agents after a countdown, and every receipt ends with its proof', async () => {
      await choose('api', 'web')
      await write('Hello from {{name}}')
      await sendButton('Send to 2').click()
      await page.getByRole('timer').waitFor()
      await page.getByText('2 confirmed').waitFor()
      await expectOnScreen('api', 'Hello from api')
      await expectOnScreen('web', 'Hello from web')
      expect(await message().inputValue()).toBe('')
      await message().press('ArrowUp')
      expect(await message().inputValue()).toBe('Hello from {{name}}')
    })

    test('calls a send back during the countdown, and keeps the text', async () => {
      await choose('api', 'web')
      await write('never mind')
      await sendButton('Send to 2').click()
      await page.keyboard.press('Escape')
      await page.waitForTimeout(3_300)
      expect(await message().inputValue()).toBe('never mind')
      expect(await bodiesInLog()).not.toContain('never mind')
    })

    test('blocks an unknown variable until it is switched off', async () => {
      await choose('api')
      await write('tell {{oops}}')
      await page.getByText('{{oops}} is not a variable').waitFor()
      expect(await sendButton('Send').isDisabled()).toBe(true)
      await page.getByText('Fill in variables').click()
      await sendButton('Send to 1').waitFor()
    })

    test('holds at a dialog, says why, and stops what is left', async () => {
      await choose('infra')
      await write('wait for me')
      await page.getByText('Holds: a dialog is open').waitFor()
      await sendButton('Send later · hold 1').click()
      await page.getByText('Held: a dialog is open').waitFor()
      await page.getByRole('button', { name: 'Stop remaining' }).click()
      await page.getByText('1 cancelled').waitFor()
      await expect(hub.client.sessions.show({ target: 'infra' })).resolves.toMatchObject({
        receipts: [{ state: 'cancelled' }],
      })
    })

    test('asks before a leading ! and sends nothing when it is cancelled', async () => {
      await choose('api')
      await write('!touch /tmp/never')
      await sendButton('Send to 1').click()
      await page.getByRole('dialog').getByText('The text begins with').waitFor()
      await page.keyboard.press('Escape')
      expect(await message().inputValue()).toBe('!touch /tmp/never')
      expect(await bodiesInLog()).not.toContain('!touch /tmp/never')
    })

    test('repeats a send whose answer was lost under the same id, and it arrives once', async () => {
      app.faults.allow(/net::ERR_FAILED/)
      const ids: unknown[] = []
      await page.route('**/v1/messages', async route => {
        const { messageId } = route.request().postDataJSON() as { messageId: string }
        ids.push(messageId)
        if (ids.length > 1) return route.fallback()
        await route.fetch()
        return route.abort()
      })
      await choose('api')
      await write('only once')
      await sendButton('Send to 1').click()
      await page.getByText('1 confirmed').waitFor()
      await page.unroute('**/v1/messages')
      expect(ids).toEqual([ids[0], ids[0]])
      expect((await bodiesInLog()).filter(body => body === 'only once')).toHaveLength(1)
    })

    test('a target that ended is said and left out, and the others are sent to', async () => {
      await startAgent('short')
      await waitForSessions(4)
      await choose('short', 'api')
      await write('are you there')
      await sendButton('Send to 2').waitFor()
      await hub.tmux.run('kill-session', '-t', 'short')
      await sendButton('Send to 1').click()
      await page.getByText('Not sent to short: no longer there.').waitFor()
      await page.getByText('1 confirmed').waitFor()
    })
  })

  describe('the popover of the menu bar', () => {
    afterEach(() => hub.client.groups.remove({ name: 'team' }))

    test('says what would happen to each of a group, counts down, sends one line, and remembers the group', async () => {
      await hub.client.groups.save({ name: 'team', members: ['api', 'web', 'infra'] })
      await openPopover(page)
      expect(await quick('Send').isDisabled()).toBe(true)

      await page.getByLabel('Group to write to').selectOption('@team')
      await page.getByLabel('Quick message').fill('a line to all')
      await page.getByRole('list', { name: 'Preview' }).getByText('Holds: a dialog is open').waitFor()
      await quick('Send to 2 · hold 1').waitFor()
      await page.getByLabel('Quick message').press('Enter')
      await page.getByRole('timer').waitFor()

      await page.getByText('2 confirmed · 1 held').waitFor()
      await expectOnScreen('web', 'a line to all')
      expect(await page.getByLabel('Quick message').inputValue()).toBe('')
      await page.getByRole('button', { name: 'Stop remaining' }).click()
      await page.getByText('1 cancelled').waitFor()
      await page.reload()
      // The groups are read again first.
      const chosen = page.getByLabel('Group to write to').locator('option[value="@team"]:checked')
      await chosen.waitFor({ state: 'attached' })
    })

    test('sends nothing from a window that was put away while it counted down, and keeps the line', async () => {
      await hub.client.groups.save({ name: 'team', members: ['api', 'web'] })
      await page.evaluate(() => localStorage.setItem('comms.countdown', '5'))
      await openPopover(page)
      await page.getByLabel('Group to write to').selectOption('@team')
      await page.getByLabel('Quick message').fill('not yet')
      await quick('Send to 2').waitFor()
      await page.getByLabel('Quick message').press('Enter')
      await page.getByRole('timer').waitFor()

      await page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { configurable: true, value: true })
        document.dispatchEvent(new Event('visibilitychange'))
        Reflect.deleteProperty(document, 'hidden')
      })

      await quick('Send to 2').waitFor()
      expect(await page.getByRole('timer').count()).toBe(0)
      expect(await page.getByLabel('Quick message').inputValue()).toBe('not yet')
    })

    test('sends nothing past a confirmation: what needs one is written on in the composer', async () => {
      await hub.client.groups.save({ name: 'team', members: ['api', 'web'] })
      await openPopover(page)
      await page.getByLabel('Group to write to').selectOption('@team')
      await page.getByLabel('Quick message').fill('!touch /tmp/never')
      await quick('Send to 2').click()
      await quick('Open the composer').click()

      await page.setViewportSize({ width: 1_100, height: 760 })
      await preview(page).getByText('gets exactly this').waitFor()
      expect(await message().inputValue()).toBe('!touch /tmp/never')
      expect(await bodiesInLog()).not.toContain('!touch /tmp/never')
    })
  })

  describe('groups', () => {
    test('the example is made with one click, deleted, and brought back', async () => {
      await page.evaluate(() => (location.hash = '#/groups'))
      await page.getByRole('button', { name: 'Make @idle from is:idle' }).click()
      await page.getByRole('list', { name: 'Members' }).getByText('api').waitFor()
      await page.getByRole('button', { name: 'Delete' }).click()
      await page.getByText('No groups yet').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('heading', { name: '@idle' }).waitFor()
      await expect(hub.client.groups.list()).resolves.toMatchObject({ groups: [{ name: 'idle', filter: 'is:idle' }] })
    })
  })
})

async function startAgent(name: string, ...flags: readonly string[]): Promise<void> {
  await hub.tmux.newSession([process.execPath, AGENT, '--name', name, '--busy', '50', ...flags], { name })
}

async function waitForSessions(number: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const { sessions } = await hub.client.sessions.list({ filter: 'is:idle,blocked' })
      expect(sessions).toHaveLength(number)
    },
    { timeout: 10_000, interval: 100 },
  )
}

async function choose(...names: readonly string[]): Promise<void> {
  const field = page.getByRole('combobox', { name: /Add a target/ })
  for (const name of names) {
    await field.fill(name)
    await field.press('Enter')
  }
}

function message() {
  return page.getByLabel('Message', { exact: true })
}

async function write(text: string): Promise<void> {
  await message().fill(text)
}

function sendButton(words: string) {
  // Behind the words stand the keys, as they are on this machine.
  return page.getByRole('button', { name: new RegExp(`^${words} (?:⌘⏎|Ctrl ?\\+? ?(?:⏎|Enter))$`) })
}

async function bodiesInLog(): Promise<readonly string[]> {
  const { rows } = await hub.client.log.list({ kind: 'deliveries' })
  return rows.map(row => row.text)
}

async function expectOnScreen(target: string, words: string): Promise<void> {
  const { lines } = await hub.client.sessions.screen({ target })
  expect(lines.join('\n')).toContain(words)
}

function quick(name: string): Locator {
  return page.getByRole('region', { name: 'Quick send' }).getByRole('button', { name })
}
