import { expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { openRecorder } from '../support/panes.ts'
import { describeInBrowser, getBrowser } from './browser.ts'
import { chooseRows, goTo, untilReceipt, write, sendNow } from './driver.ts'
import { openApp } from './open-app.ts'

describeInBrowser('the attention of a person, in one page', () => {
  it(
    'sets quiet hours, makes a rule and switches it on, snoozes what waits, and sends to all together',
    { timeout: 120_000 },
    async () => {
      await using app = await openApp(getBrowser(), { storage: { 'comms.countdown': '0' } })
      const { hub, page, faults } = app
      const { client } = hub
      const ada = await openRecorder(hub, { name: 'ada' }, { name: 'ada' })
      const bea = await openRecorder(hub, { name: 'bea' }, { name: 'bea' })
      await openRecorder(hub, { name: 'cyd', dialog: true }, { name: 'cyd' })

      await goTo(page, 'Needs you')
      await page.getByRole('button', { name: 'Snooze cyd' }).click()
      await page.getByRole('menuitem', { name: 'For 2 hours' }).click()
      await page.getByRole('button', { name: 'Show cyd again' }).waitFor()
      expect((await client.attention.get()).snoozes).toMatchObject([{ name: 'cyd', kind: 'session' }])

      await goTo(page, 'Settings')
      await page.getByRole('button', { name: 'Add quiet hours' }).click()
      await page.getByLabel('From', { exact: true }).fill('21:30')
      await page.getByRole('button', { name: 'Set quiet hours' }).click()
      await page.getByRole('button', { name: /^End the quiet hours of/ }).waitFor()
      expect((await client.quiet.list()).quiet).toMatchObject([{ who: 'owner', from: '21:30', to: '07:00' }])
      await page.getByRole('button', { name: /^End the quiet hours of/ }).click()
      await eventually(
        () => client.quiet.list(),
        ({ quiet }) => quiet.length === 0,
      )

      await page.getByRole('button', { name: 'Add a rule' }).click()
      const sheet = page.getByRole('dialog', { name: 'New rule' })
      await sheet.getByLabel('Name').fill('deploys')
      await sheet.getByLabel('With the tag').fill('#Deploy')
      await sheet.getByLabel('Copy to').fill('kind:recorder is:idle, owner')
      await sheet.getByRole('button', { name: 'Make it' }).click()
      await page.getByRole('button', { name: 'Test deploys' }).click()
      // It is there once the test was seen.
      await page.getByRole('article', { name: 'Rule deploys' }).getByRole('switch').press('Space')
      const [rule] = await eventually(
        async () => (await client.rules.list()).rules,
        rules => rules[0]?.isOn === true,
      )
      expect(rule).toMatchObject({ when: { tag: 'deploy' }, to: ['kind:recorder is:idle', 'owner'] })

      await goTo(page, 'Sessions')
      await chooseRows(page, 'ada', 'bea')
      await write(page, 'switch now')
      await page.getByText('All together', { exact: true }).click()
      await page.getByText('Nobody gets it before all are ready').waitFor()
      await sendNow(page)
      for (const name of ['ada', 'bea']) await untilReceipt(page, name, 'confirmed')
      expect([...ada.log().submits, ...bea.log().submits]).toEqual(['switch now', 'switch now'])
      const { rows } = await client.log.list({ kind: 'deliveries', limit: 5 })
      expect(JSON.stringify(rows)).toContain('all 2 targets are ready')
      faults.check()
    },
  )
})
