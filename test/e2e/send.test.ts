import { expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { openPane, openRecorder } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { describeInBrowser, getBrowser } from './browser.ts'
import {
  chooseRows,
  messageField,
  preview,
  receipt,
  receipts,
  row,
  sendButton,
  sendNow,
  untilReceipt,
  write,
} from './driver.ts'
import { openPage } from './open-app.ts'
import { useApp } from './use-app.ts'

describeInBrowser('sending', () => {
  const app = useApp(['api', 'web', 'docs'])

  it('types the text once into each chosen session, and shows a proof for each', async () => {
    const { page } = app
    const text = 'Rebase on main, then run the tests: “naïve” 日本 $HOME `x` \\n'

    await chooseRows(page, 'api', 'web')
    await write(page, text)
    await sendNow(page)
    await untilReceipt(page, 'api', 'confirmed')
    await untilReceipt(page, 'web', 'confirmed')

    expect(app.submits('api').filter(one => one === text)).toHaveLength(1)
    expect(app.submits('web').filter(one => one === text)).toHaveLength(1)
    expect(app.submits('docs')).not.toContain(text)
    expect(await messageField(page).inputValue()).toBe('')
    await receipt(page, 'api').getByRole('button').first().click()
    await expect(receipt(page, 'api').innerText()).resolves.toMatch(/Submitted[\s\S]*Confirmed/)
  })

  it('keeps the lines of a longer text together', async () => {
    const { page } = app
    const text = 'first line\n  second line\n\nlast line'

    await chooseRows(page, 'docs')
    await write(page, text)
    await messageField(page).press('ControlOrMeta+Enter')
    await untilReceipt(page, 'docs', 'confirmed')

    expect(app.submits('docs').at(-1)).toBe(text)
  })

  it('counts down before several get it, and sends nothing when it is stopped', async () => {
    const { page } = app
    await page.evaluate(() => localStorage.setItem('comms.countdown', '3'))

    await chooseRows(page, 'api', 'docs')
    await write(page, 'not this one')
    await sendNow(page)
    await page.getByRole('button', { name: 'Cancel' }).click()

    expect(await messageField(page).inputValue()).toBe('not this one')
    await page.waitForTimeout(300)
    expect(await receipts(page).count()).toBe(0)
    const { rows } = await app.hub.client.log.list({ kind: 'deliveries' })
    expect(rows.map(({ text }) => text)).not.toContain('not this one')
  })

  it('says what each target will get before it gets it, and why one waits', async () => {
    const { page } = app
    await using blocked = await openHeld(app.hub)

    await chooseRows(page, 'api', blocked.name)
    await write(page, 'hello {{name}}')
    await page
      .getByRole('switch', { name: 'Fill in variables' })
      .check({ force: true })
      .catch(() => undefined)
    await sendButton(page).filter({ hasText: 'Send to 1 · hold 1' }).waitFor()

    await preview(page).getByText('hello api').waitFor()
    expect(await preview(page).innerText()).toContain('a dialog is open')
  })

  it('holds a message while a dialog is open, and releases it by itself', async () => {
    const { page } = app
    await using blocked = await openHeld(app.hub)

    await chooseRows(page, blocked.name)
    await write(page, 'after the dialog')
    await sendNow(page)
    await untilReceipt(page, blocked.name, 'held')
    expect(await receipt(page, blocked.name).innerText()).toContain('a dialog is open')
    expect(blocked.agent.log().submits).toEqual([])

    await app.hub.tmux.run('send-keys', '-t', blocked.agent.pane, 'Escape')
    await untilReceipt(page, blocked.name, 'confirmed')

    expect(blocked.agent.log().submits).toEqual(['after the dialog'])
    expect(blocked.agent.log().approvals).toBe(0)
  })

  it('stops what is left, and sends it again when asked to', async () => {
    const { page } = app
    // The session that the test before held is gone by now, and the page may still ask for its preview.
    app.faults.allow(/status of 404/)
    await using blocked = await openHeld(app.hub)

    await chooseRows(page, 'web', blocked.name)
    await write(page, 'stop and go')
    await sendNow(page)
    await untilReceipt(page, 'web', 'confirmed')
    await untilReceipt(page, blocked.name, 'held')
    await receipts(page).getByRole('button', { name: 'Stop remaining' }).click()
    await untilReceipt(page, blocked.name, 'cancelled')
    await app.hub.tmux.run('send-keys', '-t', blocked.agent.pane, 'Escape')
    await eventually(() => blocked.agent.log().rows.some(({ kind }) => kind === 'cleared'), Boolean)
    expect(blocked.agent.log().submits).toEqual([])

    await receipt(page, blocked.name).getByRole('button', { name: 'Retry' }).click()
    await untilReceipt(page, blocked.name, 'confirmed')

    expect(blocked.agent.log().submits).toEqual(['stop and go'])
    expect(app.submits('web').filter(one => one === 'stop and go')).toHaveLength(1)
  })

  it('says who is no longer there when a target ends between the preview and the send', async () => {
    const { page } = app
    const { pane } = await openRecorder(app.hub, { name: 'brief' }, { name: 'brief' })

    await chooseRows(page, 'api', 'brief')
    await write(page, 'who is still there')
    await sendButton(page).filter({ hasText: 'Send to 2' }).waitFor()
    await app.hub.tmux.run('kill-pane', '-t', pane)
    await row(page, 'brief').waitFor({ state: 'detached' })
    await sendButton(page).filter({ hasText: 'Send to 1' }).waitFor()
    await sendNow(page)

    await untilReceipt(page, 'api', 'confirmed')
    await page.getByRole('alert').filter({ hasText: 'Not sent to brief: no longer there.' }).waitFor()
    expect(app.submits('api').filter(one => one === 'who is still there')).toHaveLength(1)
  })

  it('never types into a shell: it says so before, and a typed word is asked for', async () => {
    const { page } = app
    const { pane } = await openPane(app.hub, ['sh'], ({ kind }) => kind === 'shell', { name: 'plain-shell' })

    await chooseRows(page, 'plain-shell')
    await write(page, 'rm -rf ./everything')
    await sendButton(page).filter({ hasText: 'Nothing to send · skip 1' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.waitFor()

    await sheet.getByText('a shell would run the text').waitFor()
    expect(await sheet.getByRole('button', { name: /Nothing to send/ }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await app.hub.tmux.run('capture-pane', '-p', '-t', pane)).not.toContain('everything')
    await app.hub.tmux.run('kill-pane', '-t', pane)
  })

  it('refuses an unknown variable where it stands, and sends nothing', async () => {
    const { page, faults } = app
    faults.allow(/status of 4\d\d/)

    await chooseRows(page, 'api')
    await write(page, 'deploy {{nmae}} now')
    await page.getByText('{{nmae}} is not a variable').waitFor()

    expect(await sendButton(page).isDisabled()).toBe(true)
    expect(app.submits('api').some(one => one.includes('deploy'))).toBe(false)
  })

  it('shows in every window what one of them sent', async () => {
    await using other = await openPage(getBrowser(), app.hub)

    await chooseRows(app.page, 'api')
    await write(app.page, 'seen everywhere')
    await sendNow(app.page)
    await untilReceipt(app.page, 'api', 'confirmed')

    await other.page.getByRole('button', { name: 'Recent sends' }).click()
    await other.page
      .getByRole('menuitem')
      .filter({ hasText: 'seen everywhere' })
      .filter({ hasText: '1 confirmed' })
      .waitFor()
    other.faults.check()
  })
})

let held = 0

/** An agent with an open permission dialog. */
async function openHeld(hub: TempHub) {
  const name = `held-${++held}`
  const agent = await openRecorder(hub, { name, dialog: true }, { name })
  return {
    name,
    agent,
    async [Symbol.asyncDispose]() {
      await hub.tmux.run('kill-pane', '-t', agent.pane)
    },
  }
}
