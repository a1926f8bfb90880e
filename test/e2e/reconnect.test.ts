import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { isEnded, openRecorder, receiptsOnce } from '../support/panes.ts'
import { describeInBrowser, getBrowser } from './browser.ts'
import { chooseRows, messageField, receipts, row, sendButton, sendNow, untilReceipt, write } from './driver.ts'
import { openApp } from './open-app.ts'

/** What a browser says of a hub that was killed under it. */
const OUTAGE = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|WebSocket connection/

describeInBrowser('a hub that dies', () => {
  it('is missed at once, comes back by itself, and every receipt is right', async () => {
    await using app = await openApp(getBrowser(), { storage: { 'comms.countdown': '0' } })
    const { hub, page, faults } = app
    faults.allow(OUTAGE)
    const names = ['a-1', 'a-2', 'a-3', 'a-4', 'a-5']
    const agents = []
    for (const name of names) agents.push(await openRecorder(hub, { name, slowEcho: 40 }, { name }))
    const text = `broadcast ${randomUUID()}`

    await row(page, 'a-5').waitFor()
    await chooseRows(page, ...names)
    await write(page, text)
    await sendNow(page)
    await receipts(page).locator('li[data-state]').nth(4).waitFor()
    await hub.kill9()
    await page
      .getByText(/^The hub does not answer\./)
      .first()
      .waitFor()
    await page
      .getByText(/as of \d\d:\d\d/)
      .first()
      .waitFor()
    await row(page, 'a-3').click()
    await messageField(page).fill('written while it was away')
    expect(await sendButton(page).isDisabled()).toBe(true)
    await hub.restart()
    await page
      .getByText(/^The hub does not answer\./)
      .first()
      .waitFor({ state: 'detached', timeout: 20_000 })
    const { rows } = await hub.client.log.list({ kind: 'deliveries' })
    const messageId = (rows[0]?.data as { messageId: string } | undefined)?.messageId ?? ''
    const known = await receiptsOnce(hub, messageId, isEnded)

    for (const { to, state } of known) await untilReceipt(page, to.name, state)
    expect(await receipts(page).locator('li[data-state]').count()).toBe(names.length)
    expect(known.map(({ to }) => to.name).toSorted()).toEqual(names)
    for (const agent of agents) expect(agent.log().submits.filter(one => one === text).length).toBeLessThanOrEqual(1)
    const confirmed = known.filter(({ state }) => state === 'confirmed')
    for (const { to } of confirmed)
      expect(agents.find(({ address }) => address === to.address)?.log().submits).toContain(text)
    expect(await messageField(page).inputValue()).toBe('written while it was away')
    expect(await hub.bugs()).toEqual([])
    faults.check()
  }, 60_000)

  it('loses no session that started and no group that was made while it was not heard', async () => {
    await using app = await openApp(getBrowser())
    const { hub, page, faults } = app
    faults.allow(OUTAGE)
    await openRecorder(hub, { name: 'before' }, { name: 'before' })
    const gone = await openRecorder(hub, { name: 'ends' }, { name: 'ends' })
    await row(page, 'ends').waitFor()

    await page.context().setOffline(true)
    await hub.kill9()
    await page
      .getByText(/^The hub does not answer\./)
      .first()
      .waitFor()
    await hub.restart()
    await hub.tmux.run('kill-pane', '-t', gone.pane)
    await openRecorder(hub, { name: 'after' }, { name: 'after' })
    await page.context().setOffline(false)
    await page
      .getByRole('button', { name: 'Try now' })
      .click()
      .catch(() => undefined)

    await row(page, 'after').waitFor({ timeout: 20_000 })
    await row(page, 'ends').waitFor({ state: 'detached' })
    expect(await row(page, 'before').count()).toBe(1)
    faults.allow(/ERR_INTERNET_DISCONNECTED/)
    faults.check()
  }, 60_000)
})
