import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openRecorder } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { look, lookAtSheet, makeNarrow } from './axe.ts'
import { describeInBrowser } from './browser.ts'
import { goTo } from './driver.ts'
import { takeMouse } from './keyboard.ts'
import { startAppHub } from './open-app.ts'
import { usePage } from './use-page.ts'

describeInBrowser('the schedules of the app', () => {
  let hub: TempHub

  beforeAll(async () => {
    hub = await startAppHub()
    await openRecorder(hub, { name: 'api' }, { name: 'api' })
    await hub.client.groups.save({ name: 'api', members: ['api'] })
  })

  afterEach(async () => {
    for (const { id } of (await hub.client.schedules.list()).schedules)
      await hub.client.schedules.remove({ schedule: id })
  })

  const app = usePage(() => hub, { storage: { 'comms.theme': 'light' }, timezoneId: 'America/New_York' })

  beforeEach(async () => {
    await goTo(app.page, 'Schedules')
  })

  afterAll(async () => {
    const bugs = await hub.bugs()
    await hub[Symbol.asyncDispose]()
    if (bugs.length > 0) throw new Error(bugs.join('\n'))
  })

  it('makes a nightly summary from a starter, with its next five runs in both zones', async () => {
    const { page } = app
    await page.getByRole('button', { name: /Nightly summary/ }).click()
    const editor = page.getByRole('dialog', { name: 'New schedule' })
    await editor.getByLabel('To', { exact: true }).fill('@api')
    await editor.getByLabel('Time zone').fill('Europe/Berlin')
    await editor.getByRole('table').getByText('Here (America/New_York)').waitFor()
    const shown = await editor.getByRole('table').locator('tbody tr').allInnerTexts()
    await editor.getByRole('button', { name: 'Make schedule' }).click()
    await page.getByRole('region', { name: 'nightly-summary' }).waitFor()

    const { schedules } = await hub.client.schedules.list()
    expect(schedules).toMatchObject([
      { name: 'nightly-summary', when: { cron: '0 21 * * *', zone: 'Europe/Berlin' }, what: { to: ['@api'] } },
    ])
    expect(shown).toHaveLength(5)
    expect(shown.every(row => /21:00/.test(row) && /1[56]:00/.test(row))).toBe(true)
  })

  it('makes one that starts an operation with two roles by a command, with its end, and a link opens it for a change', async () => {
    const { page } = app
    await goTo(page, 'Sessions')
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('>New Schedule')
    await page.keyboard.press('Enter')
    const editor = page.getByRole('dialog', { name: 'New schedule' })
    await editor.getByLabel('Name').fill('weekly review')
    await editor.getByLabel('Do').selectOption('operation')
    await editor.getByLabel('To', { exact: true }).fill('@api')
    await editor.getByLabel('Instruction').fill('What did you finish?')
    await editor.getByRole('button', { name: 'Add a role' }).click()
    await editor.getByText('Give the role a name.').waitFor()
    await editor.getByLabel('Role', { exact: true }).fill('reviewer')
    await editor.getByRole('combobox', { name: 'Add a target' }).fill('@web')
    await editor.getByRole('combobox', { name: 'Add a target' }).press('Enter')
    await editor.getByLabel('Instruction of this role').fill('What is left to review?')
    await editor.getByLabel('Limit in minutes').fill('30')
    await editor.getByText('Overlap, missed runs, end').click()
    await editor.getByLabel('Nothing is due after').fill('2030-01-01T12:00')
    await editor.getByRole('button', { name: 'Make schedule' }).click()
    await page.getByRole('region', { name: 'weekly-review' }).waitFor()
    await hub.client.schedules.save({
      name: 'a-first',
      what: { kind: 'message', to: ['@api'], body: 'hello', lane: 'mailbox' },
      when: { kind: 'cron', cron: '0 9 * * *', zone: 'Europe/Berlin' },
    })
    await page.goto(`${page.url().split('#')[0]}#/schedules?s=weekly-review`)
    await page.getByRole('region', { name: 'weekly-review' }).getByRole('button', { name: 'Change' }).click()
    const change = page.getByRole('dialog', { name: 'Change weekly-review' })
    const until = await change.getByLabel('Nothing is due after').inputValue()

    const schedule = (await hub.client.schedules.list()).schedules.find(({ name }) => name === 'weekly-review')
    expect(schedule?.what).toMatchObject({
      kind: 'operation',
      instruction: 'What did you finish?',
      roles: [{ role: 'reviewer', to: ['@web'], instruction: 'What is left to review?' }],
      timeoutSeconds: 1_800,
    })
    expect(schedule?.policy.expiresAt).toBe('2030-01-01T17:00:00.000Z')
    expect(until).toBe('2030-01-01T12:00')
  })

  it('writes the cron line, reads one back, and says what is wrong with it', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'New schedule' }).click()
    const editor = page.getByRole('dialog')
    const line = editor.getByLabel('Cron line')
    await editor.getByLabel('When', { exact: true }).selectOption('weekly')
    const weekly = await line.inputValue()
    await line.fill('30 7 15 * *')
    const mode = await editor.getByLabel('When', { exact: true }).inputValue()
    const time = await editor.getByLabel('Time', { exact: true }).inputValue()
    await line.fill('0 9 13 * 5')
    await editor.getByText('but only when that is Friday').waitFor()
    await editor.getByText('a day must satisfy both').waitFor()
    app.faults.allow(/400/)
    await line.fill('0 25 * * *')
    await editor.getByText('hour "25" cannot be').waitFor()

    expect(weekly).toBe('0 9 * * 1-5')
    expect([mode, time]).toEqual(['monthly', '07:30'])
    expect(await editor.getByRole('button', { name: 'Make schedule' }).isDisabled()).toBe(true)
  })

  it('runs one now and shows the receipts of the run; pauses it with a note, and undoes its deletion', async () => {
    const { page } = app
    await hub.client.schedules.save({
      name: 'hello',
      what: { kind: 'message', to: ['api'], body: 'hello from a schedule' },
      when: { kind: 'every', minutes: 60 },
    })
    const detail = page.getByRole('region', { name: 'hello' })
    await detail.getByRole('button', { name: 'Run now' }).click()
    await detail.getByRole('listitem').filter({ hasText: '1 confirmed' }).waitFor()
    await detail.getByRole('button', { name: 'Receipts' }).click()
    await detail.getByRole('list', { name: 'Receipts' }).getByText('Confirmed').waitFor()
    await page.getByRole('img', { name: '1 run: 1 done' }).waitFor()

    await detail.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('dialog').getByLabel('Note').fill('until the release')
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
    await detail.getByText(/Paused by owner.*until the release/).waitFor()
    await detail.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No schedules yet').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await detail.getByText(/Paused by owner/).waitFor()

    expect((await hub.client.schedules.list()).schedules).toMatchObject([{ name: 'hello', runs: 1 }])
  })

  it('lets a person approve what an agent asks for', async () => {
    const { page } = app
    await hub.agents.schedules.propose({
      name: 'asked',
      what: { kind: 'message', to: ['api'], body: 'go on' },
      when: { kind: 'every', minutes: 60 },
    })
    const detail = page.getByRole('region', { name: 'asked' })
    await detail.getByText('it speaks with your authority').waitFor()
    await detail.getByRole('button', { name: 'Approve' }).click()
    await detail.getByText('Active').waitFor()

    expect((await hub.client.schedules.list()).schedules).toMatchObject([{ name: 'asked', state: 'active' }])
  })

  it('is opened, filled in and kept by keyboard alone', async () => {
    const { page } = app
    await page.getByRole('button', { name: /Hourly status/ }).waitFor()
    const hands = takeMouse(page)
    await hands.press('Tab')
    await hands.moveTo(/Hourly status/)
    await hands.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.getByRole('region', { name: 'Preview' }).waitFor()
    await hands.moveTo(/Make schedule/)
    await hands.press('Enter')
    await page.getByRole('region', { name: 'hourly-status' }).waitFor()

    expect((await hub.client.schedules.list()).schedules).toMatchObject([
      { name: 'hourly-status', what: { kind: 'report' } },
    ])
  })

  it('breaks no rule of WCAG, full and in its editor', { timeout: 90_000 }, async () => {
    await makeSome(hub)
    const { page } = app
    await makeNarrow(page)
    await goTo(page, 'Schedules')
    await page.getByRole('option', { name: /nightly/ }).click()
    await page.getByRole('region', { name: 'Preview' }).waitFor()
    const broken = await look(page, 'a schedule')
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('dialog').getByRole('region', { name: 'Preview' }).waitFor()

    expect([...broken, ...(await lookAtSheet(page, 'its editor'))]).toEqual([])
  })
})

/** A screen with something in every part of it. */
async function makeSome(hub: TempHub): Promise<void> {
  const { schedules } = hub.client
  const what = { kind: 'message' as const, to: ['@api'], body: 'Sum up what you did today.' }
  await schedules.save({ name: 'nightly', what, when: { kind: 'cron', cron: '0 21 * * *', zone: 'Europe/Berlin' } })
  await schedules.save({ name: 'odd', what, when: { kind: 'cron', cron: '30 2 * * *', zone: 'Europe/Berlin' } })
  await schedules.save({ name: 'evening', what, when: { kind: 'cron', cron: '0 21 * * 1-5', zone: 'Europe/Berlin' } })
  await schedules.save({ name: 'nobody', what: { ...what, to: ['name:nobody'] }, when: { kind: 'every', minutes: 30 } })
  await schedules.run({ schedule: 'nobody' })
  await schedules.pause({ schedule: 'odd', note: 'holidays' })
  await hub.agents.schedules.propose({ name: 'asked', what, when: { kind: 'event', on: 'session.done' } })
}
