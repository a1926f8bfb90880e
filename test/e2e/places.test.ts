import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { runHook } from '../support/hooks.ts'
import { deliver, openRecorder } from '../support/panes.ts'
import { openPuppet } from '../support/puppet.ts'
import { describeInBrowser, getBrowser } from './browser.ts'
import { chooseRows, goTo, messageField, preview, row, sendButton, sendNow, untilReceipt, write } from './driver.ts'
import { openPage } from './open-app.ts'
import { useApp } from './use-app.ts'

describeInBrowser('the places of the app', () => {
  const app = useApp(['api', 'web', 'docs'], async hub => {
    await deliver(hub, { to: 'api', body: 'one for the log' })
    await deliver(hub, { to: 'web', body: '=2+3, a "cell"' })
  })

  it('makes a group of what is chosen, and sends to it', async () => {
    const { page } = app
    await chooseRows(page, 'api', 'docs')
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Save as group' }).click()
    await page.getByRole('dialog').getByRole('textbox').first().fill('pair')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await goTo(page, 'Groups')
    await page.getByRole('option', { name: /pair/ }).click()
    await page.getByRole('region', { name: '@pair' }).getByRole('button', { name: 'Send to group' }).click()
    await write(page, 'to the pair')
    await messageField(page).press('ControlOrMeta+Enter')
    await untilReceipt(page, 'api', 'confirmed')
    await untilReceipt(page, 'docs', 'confirmed')

    expect(app.submits('api')).toContain('to the pair')
    expect(app.submits('docs')).toContain('to the pair')
    expect(app.submits('web')).not.toContain('to the pair')
  })

  it('asks a live group anew at each send', async () => {
    const { page } = app
    await app.hub.client.groups.save({ name: 'awake', filter: 'is:idle -name:web' })
    const late = await openRecorder(app.hub, { name: 'late' }, { name: 'late' })
    await goTo(page, 'Groups')
    await page.getByRole('option', { name: /awake/ }).click()
    await page.getByRole('list', { name: 'Members' }).getByText('late').waitFor()

    await page.getByRole('region', { name: '@awake' }).getByRole('button', { name: 'Send to group' }).click()
    await write(page, 'who is awake')
    await messageField(page).press('ControlOrMeta+Enter')
    await untilReceipt(page, 'late', 'confirmed')

    expect(late.log().submits).toEqual(['who is awake'])
    expect(app.submits('web')).not.toContain('who is awake')
    await app.hub.tmux.run('kill-pane', '-t', late.pane)
  })

  it('shows what happened, follows it, filters it, and exports what the filter matches', async () => {
    const { page } = app
    await goTo(page, 'Activity')
    await page.getByText('one for the log').waitFor()
    await deliver(app.hub, { to: 'docs', body: 'while you watch' })
    await page.getByText('while you watch').waitFor()

    await page.getByRole('searchbox', { name: 'Filter' }).fill('to:web')
    await page.getByText('one for the log').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /CSV/ }).click(),
    ])
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')

    expect(download.suggestedFilename()).toBe('comms-deliveries.csv')
    expect(lines[0]).toBe('number,at,type,by,to,status,text')
    expect(lines.slice(1).every(line => line.includes(',web,'))).toBe(true)
    expect(lines.some(line => line.endsWith(`"'=2+3, a ""cell"""`))).toBe(true)
    expect(decodeURIComponent(page.url())).toContain('q=to:web')
  })

  it('lists what needs a person, and leads there', async () => {
    const { page } = app
    // A screen may be asked for while its session ends.
    app.faults.allow(/status of 404/)
    const agent = await openRecorder(app.hub, { name: 'asks', dialog: true }, { name: 'asks' })
    await page.getByRole('link', { name: 'Needs you, 1' }).waitFor()
    await eventually(
      () => page.title(),
      title => title.startsWith('(1)'),
    )

    await goTo(page, 'Needs you')
    const card = page.getByRole('article').filter({ hasText: 'asks' })
    expect(await card.innerText()).toContain('Do you want to proceed?')
    await card.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByRole('region', { name: 'Screen of asks' }).waitFor()

    await app.hub.tmux.run('kill-pane', '-t', agent.pane)
    await page.getByRole('link', { name: 'Needs you', exact: true }).waitFor()
  })

  it('answers what several agents ask with one word', async () => {
    const { page } = app
    app.faults.allow(/status of 404/)
    const agents = await Promise.all(['one', 'two'].map(name => openPuppet(app.hub, `asks-${name}`, { dialog: true })))
    const call = { tool_name: 'Bash', tool_input: { command: 'rm -r build' } }
    const asking = agents.map(agent => runHook(app.hub, agent, 'PermissionRequest', call))

    await goTo(page, 'Needs you')
    expect(await page.getByLabel('What it would do').first().innerText()).toContain('command: rm -r build')
    await page.getByRole('button', { name: 'Allow once for all 2' }).click()

    for (const { stdout } of await Promise.all(asking)) expect(stdout).toContain('"behavior":"allow"')
    await page.getByLabel('What it would do').waitFor({ state: 'detached' })
    for (const { pane } of agents) await app.hub.tmux.run('kill-pane', '-t', pane)
  })

  it('answers by keyboard the request that has the focus, and no second one by the same key', async () => {
    const { page } = app
    app.faults.allow(/status of 404/)
    const agents = []
    const asking = []
    for (const name of ['older', 'newer']) {
      const agent = await openPuppet(app.hub, name, { dialog: true })
      agents.push(agent)
      const call = { tool_name: 'Bash', tool_input: { command: `touch ${name}` } }
      asking.push(runHook(app.hub, agent, 'PermissionRequest', call))
      await page.getByRole('link', { name: `Needs you, ${agents.length}` }).waitFor()
    }

    // The number counts a waiting session before its request is there.
    await goTo(page, 'Needs you')
    await page.getByText('touch newer').waitFor()
    await goTo(page, 'Sessions')

    await page.keyboard.press('1')
    await page.keyboard.press('ControlOrMeta+j')
    const focused = page.locator('article:focus')
    await focused.getByText('touch newer').waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('1')
    const newer = await asking[1]
    const left = (await app.hub.client.needs.list()).needs.map(({ session }) => session.name)
    await page.getByText('touch newer').waitFor({ state: 'detached' })
    await page.keyboard.press('ControlOrMeta+j')
    await focused.getByText('touch older').waitFor()
    await page.keyboard.press('2')
    const older = await asking[0]

    expect(newer?.stdout).toContain('"behavior":"allow"')
    expect(left).toEqual(['older'])
    expect(older?.stdout).toContain('"behavior":"deny"')
    for (const { pane } of agents) await app.hub.tmux.run('kill-pane', '-t', pane)
  })

  it('checks everything it rests on', async () => {
    const { page } = app
    await goTo(page, 'Doctor')
    const checks = page.getByRole('list', { name: 'Checks' }).getByRole('listitem')
    await checks.filter({ hasText: 'tmux' }).first().waitFor()

    expect(await checks.count()).toBe((await app.hub.client.hub.doctor()).checks.length)
    await page.getByRole('button', { name: 'Copy report' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('tmux')
  })

  it('changes settings at once, for every window', async () => {
    const { page } = app
    await goTo(page, 'Settings')
    const field = page.getByRole('textbox', { name: /worth delivering/ })
    await field.fill('7')
    await field.press('Tab')

    await eventually(
      async () => (await app.hub.client.settings.get()).expiresInSeconds,
      seconds => seconds === 420,
    )
    await page.getByRole('radio', { name: 'Light' }).click()
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light')
    await page.reload()
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light')
  })

  it('signs one browser out, then every browser, and lets one in again that opens a new address', async () => {
    const { page } = app
    await using other = await openPage(getBrowser(), app.hub)
    for (const { allow } of [app.faults, other.faults]) allow(/401|WebSocket/)
    const isSignedOut = (one: Page) => one.getByRole('alert', { name: 'Connection' }).getByText('signed out')

    await goTo(page, 'Settings')
    await page.getByRole('button', { name: 'Sign out this browser' }).click()
    await isSignedOut(page).waitFor()
    await goTo(other.page, 'Settings')
    await other.page.getByRole('button', { name: 'Sign out every browser…' }).click()
    await other.page.getByRole('dialog').getByRole('button', { name: 'Sign out every browser' }).click()
    await isSignedOut(other.page).waitFor()

    const again = await other.page.context().newPage()
    await again.goto((await app.hub.client.web.open()).url)
    await isSignedOut(other.page).waitFor({ state: 'detached' })
    expect(await isSignedOut(page).isVisible()).toBe(true)
  })

  it('keeps a text as a template and fills its variables for each target', async () => {
    const { page } = app
    await chooseRows(page, 'api', 'web')
    await write(page, 'you are {{name}}, number {{index}}')
    await page.getByRole('button', { name: 'Templates' }).click()
    await page.getByRole('menuitem', { name: /Save this text/ }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('who')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await write(page, '')

    await page.getByRole('button', { name: 'Templates' }).click()
    await page.getByRole('menuitem', { name: /who/ }).click()
    expect(await messageField(page).inputValue()).toBe('you are {{name}}, number {{index}}')
    await sendButton(page).filter({ hasText: 'Send to 2' }).waitFor()
    await page.getByRole('button', { name: 'Preview' }).click()
    await preview(page).getByText('you are api, number 1').waitFor()
    await sendNow(page)
    await untilReceipt(page, 'web', 'confirmed')

    expect(app.submits('web')).toContain('you are web, number 2')
    expect((await app.hub.client.templates.list()).templates.map(({ name }) => name)).toEqual(['who'])
  })

  it('loses no draft and no target when the page is loaded again', async () => {
    const { page } = app
    await page.getByRole('combobox', { name: /Add a target/ }).fill('docs')
    await page.keyboard.press('Enter')
    await write(page, 'half a\nthought')

    await page.reload()
    await row(page, 'api').waitFor()

    expect(await messageField(page).inputValue()).toBe('half a\nthought')
    await sendButton(page).filter({ hasText: 'Send to 1' }).waitFor()
  })

  it('works at 640 pixels', async () => {
    const { page } = app
    await page.setViewportSize({ width: 640, height: 720 })

    await chooseRows(page, 'docs')
    await page.getByRole('button', { name: 'Details' }).click()
    await page.getByRole('region', { name: 'Screen of docs' }).waitFor()
    await page.keyboard.press('Escape')
    await write(page, 'from a narrow window')
    await sendNow(page)
    await untilReceipt(page, 'docs', 'confirmed')

    expect(app.submits('docs')).toContain('from a narrow window')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(640)
  })
})
