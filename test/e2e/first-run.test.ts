import { expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { describeInBrowser, getBrowser } from './browser.ts'
import { openPage, startAppHub } from './open-app.ts'

describeInBrowser('somebody new', () => {
  it('gets sample sessions and a first proof without leaving the page', async () => {
    await using hub = await startAppHub()
    await using app = await openPage(getBrowser(), hub, { isNew: true })
    const { page, faults } = app
    const welcome = page.getByRole('dialog')

    await welcome.getByRole('button', { name: 'Start five sample sessions' }).click()
    await eventually(
      async () => (await hub.client.sessions.list({})).sessions.length,
      count => count === 5,
    )
    for (let step = 0; step < 3; step++) await welcome.getByRole('button', { name: 'Next' }).click()
    await welcome.getByRole('heading', { name: 'Your first send' }).waitFor()
    await welcome.getByRole('radio').first().check({ force: true })
    await welcome.getByRole('button', { name: 'Send to 1' }).click()
    await welcome.locator('li[data-state=confirmed], li[data-state=answered]').waitFor()
    await welcome.getByRole('button', { name: 'Next' }).click()
    await welcome.getByRole('button', { name: 'Done' }).click()

    await page.getByRole('treegrid', { name: 'Sessions' }).waitFor()
    await page.reload()
    await page.getByRole('treegrid', { name: 'Sessions' }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await hub.client.demo.stop()
    faults.check()
  })
})
