import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { openPuppet, type Puppet } from '../support/puppet.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { look, makeNarrow } from './axe.ts'
import { describeInBrowser } from './browser.ts'
import { goTo } from './driver.ts'
import { takeMouse } from './keyboard.ts'
import { startAppHub } from './open-app.ts'
import { usePage } from './use-page.ts'

describeInBrowser('the operations of the app', () => {
  let hub: TempHub
  let ada: Puppet
  let bea: Puppet
  let cyd: Puppet

  beforeAll(async () => {
    hub = await startAppHub()
    ada = await openPuppet(hub, 'ada')
    bea = await openPuppet(hub, 'bea')
    cyd = await openPuppet(hub, 'cyd')
  })

  const app = usePage(() => hub, { storage: { 'comms.theme': 'light' } })

  beforeEach(async () => {
    await goTo(app.page, 'Operations')
  })

  afterAll(async () => {
    const bugs = await hub.bugs()
    await hub[Symbol.asyncDispose]()
    if (bugs.length > 0) throw new Error(bugs.join('\n'))
  })

  it(
    'starts one by keyboard, shows first what each gets, and keeps what was written through a reload',
    { timeout: 60_000 },
    async () => {
      const { page } = app
      const hands = takeMouse(page)
      await hands.press('Tab')
      await hands.moveTo(/Start one/)
      await hands.press('Enter')
      await hands.moveTo(/input Name/)
      await hands.type('nightly')
      await hands.press('Tab')
      for (const name of ['ada', 'bea']) {
        await hands.type(name)
        await hands.press('Enter')
      }
      await hands.press('Tab')
      await hands.moveTo(/textarea Instruction/)
      await hands.type('run the tests in {{name}}')
      await page.reload()
      await page.getByRole('button', { name: 'Start one' }).focus()
      await hands.press('Enter')
      await page
        .getByRole('region', { name: 'Preview' })
        .getByText('run the tests in ada [operation "nightly": when done')
        .waitFor()
      await hands.moveTo(/button Start$/)
      await hands.press('Enter')
      await page.getByRole('dialog', { name: 'Start nightly?' }).getByText('Sends now in 2 sessions').waitFor()
      await hands.moveTo(/Give 2 tasks/)
      await hands.press('Enter')
      await page.getByRole('region', { name: 'nightly' }).getByText('0 of 2 answered').waitFor()

      await eventually(
        () => Promise.resolve(ada.log().submits.join()),
        said => said.includes('run the tests in ada [operation "nightly"'),
      )
      expect((await hub.client.operations.list({})).operations).toMatchObject([{ name: 'nightly', quorum: 2 }])
    },
  )

  it('shows progress and answers as they come, with what differs marked', async () => {
    const { page } = app
    await begin(hub, 'compare', ['ada', 'bea'])
    const detail = page.getByRole('region', { name: 'compare' })
    await ada.comms('progress', await shortIdFor(ada, 'compare'), '40', 'half of them')
    await detail.getByRole('progressbar', { name: 'Progress of ada' }).waitFor()
    await detail.getByText('half of them').waitFor()
    await ada.comms('done', await shortIdFor(ada, 'compare'), 'All 40 tests pass.')
    await bea.comms('done', await shortIdFor(bea, 'compare'), 'All 38 tests pass.')
    await detail.getByText('2 of 2 answered').waitFor()
    const marked = await detail.getByRole('region', { name: 'Answer of bea' }).locator('mark').allInnerTexts()
    const verdict = await detail.getByText('1 difference').count()
    await detail.getByRole('button', { name: 'Compare with bea' }).click()
    await detail.getByRole('button', { name: 'Compare with ada' }).waitFor()

    expect(marked.map(text => text.trim())).toEqual(['38'])
    expect(verdict).toBe(1)
    expect(await detail.getByRole('region', { name: 'Answer of ada' }).locator('mark').innerText()).toContain('40')
    await page
      .getByRole('option', { name: /compare/ })
      .getByText('Gathered')
      .waitFor()
  })

  it(
    'tells who is late, asks them again in own words, and marks the answer that came too late',
    { timeout: 60_000 },
    async () => {
      const { page } = app
      await begin(hub, 'review', ['bea', 'cyd'], 3)
      const detail = page.getByRole('region', { name: 'review' })
      await bea.comms('done', await shortIdFor(bea, 'review'), 'fine')
      await detail.getByRole('listitem').filter({ hasText: 'cyd' }).getByText('Late').waitFor({ timeout: 15_000 })
      await detail.getByText('Incomplete').waitFor()
      await detail.getByRole('button', { name: 'Ask the silent' }).click()
      const sheet = page.getByRole('dialog', { name: 'Ask 1 session again' })
      await sheet.getByText('To cyd').waitFor()
      await sheet.getByLabel('Words').fill('One line is enough.')
      await sheet.getByRole('button', { name: 'Ask', exact: true }).click()
      await detail.getByText('asked again 1 time').waitFor()
      await eventually(
        () => Promise.resolve(cyd.log().submits.join()),
        said => said.includes('One line is enough. [operation "review"'),
      )
      await cyd.comms('done', await shortIdFor(cyd, 'review'), 'sorry')

      await detail.getByText('Answered, after the end').waitFor()
      await detail.getByRole('region', { name: 'Answer of cyd' }).getByText('sorry').waitFor()
    },
  )

  it('calls one off only after asking', async () => {
    const { page } = app
    const id = await begin(hub, 'never mind', ['ada'])
    const detail = page.getByRole('region', { name: 'never mind' })
    await detail.getByRole('button', { name: 'Call off' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
    const kept = await hub.client.operations.show({ id })
    await detail.getByRole('button', { name: 'Call off' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Call off' }).click()
    await detail.getByRole('listitem').filter({ hasText: 'ada' }).getByText('Called off').waitFor()

    expect(kept.state).toBe('running')
    expect((await hub.client.operations.show({ id })).state).toBe('cancelled')
  })

  it('breaks no rule of WCAG, full and in its form', { timeout: 60_000 }, async () => {
    const { page } = app
    await makeNarrow(page)
    await goTo(page, 'Operations')
    await page.getByRole('option', { name: /compare/ }).click()
    await page.locator('mark').first().waitFor()
    const broken = await look(page, 'an operation')
    await page.getByRole('button', { name: 'New operation' }).click()
    await page.getByLabel('Instruction').fill('go on')

    expect([...broken, ...(await look(page, 'its form'))]).toEqual([])
  })
})

async function begin(hub: TempHub, name: string, to: readonly string[], timeoutSeconds = 600): Promise<string> {
  const id = randomUUID()
  const roles = [{ role: 'worker', to: [...to], instruction: 'do it' }]
  await hub.client.operations.begin({ id, name, roles, timeoutSeconds })
  return id
}

/** The short id that the puppet was last told to answer this operation with, as it stands in what was typed to it. */
function shortIdFor(puppet: Puppet, operation: string): Promise<string> {
  const pattern = new RegExp(`\\[operation "${operation}"[^\\]]*comms done ([\\da-f]{8})`, 'g')
  return eventually(
    () => Promise.resolve([...puppet.log().submits.join('\n').matchAll(pattern)].at(-1)?.[1] ?? ''),
    id => id !== '',
  )
}
