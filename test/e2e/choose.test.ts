import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { openPane, openRecorder, type RecorderPane } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { describeInBrowser } from './browser.ts'
import { chooseRows, chosenNames, row } from './driver.ts'
import { startAppHub } from './open-app.ts'
import { usePage } from './use-page.ts'

describeInBrowser('choosing sessions', () => {
  let hub: TempHub
  let blocked: RecorderPane

  beforeAll(async () => {
    hub = await startAppHub()
    for (const name of ['alpha', 'beta', 'gamma']) await openRecorder(hub, { name }, { name })
    blocked = await openRecorder(hub, { name: 'omega', dialog: true }, { name: 'omega' })
  })

  const app = usePage(() => hub)

  beforeEach(async () => {
    await row(app.page, 'omega').waitFor()
  })

  afterAll(() => hub[Symbol.asyncDispose]())

  const selection = () => app.page.getByRole('toolbar', { name: 'Selection' })

  it('shows a session when it starts, its state as it changes, and lets it go when it ends', async () => {
    const { page } = app
    const agent = await openRecorder(hub, { name: 'late', busy: 600_000 }, { name: 'late' })

    await row(page, 'late').getByRole('img', { name: 'Idle' }).waitFor()
    await hub.tmux.run('send-keys', '-t', agent.pane, 'work', 'Enter')
    await row(page, 'late')
      .getByRole('img', { name: /^Working/ })
      .waitFor()
    await hub.tmux.run('kill-pane', '-t', agent.pane)
    await row(page, 'late').waitFor({ state: 'detached' })
    expect(await chosenNames(page)).toEqual([])
  })

  it('goes back through what a session showed, by keys, and comes back to now; what cannot be read is said once', async () => {
    const { page, faults } = app
    const agent = await openPane(hub, ['sh', '-c', 'echo FIRST; read x; echo SECOND; sleep 600'], () => true, {
      name: 'past',
    })
    await row(page, 'past').click()
    const screen = page.getByRole('complementary', { name: 'Session' }).getByRole('region')
    await screen.getByText('FIRST').waitFor()
    await hub.tmux.run('send-keys', '-t', agent.pane, 'Enter')
    await screen.getByText('SECOND').waitFor()

    await page.getByRole('button', { name: 'Rewind' }).press('Enter')
    const moment = page.getByRole('slider', { name: 'Moment' })
    await moment.press('Home')
    await page.getByRole('region', { name: 'What past showed' }).waitFor()
    await screen.getByText('SECOND').waitFor({ state: 'detached' })

    faults.allow(/moment|ERR_FAILED/)
    await page.route('**/v1/moment?**', route => route.abort())
    await moment.press('End')
    await moment.press('Home')
    await moment.press('End')
    await page.getByRole('status').filter({ hasText: 'Could not be read' }).waitFor()
    expect(await screen.getByText('FIRST').count()).toBe(1)
    expect(await page.locator('[data-sonner-toast]').count()).toBe(0)
    await page.unroute('**/v1/moment?**')
    await page.getByRole('button', { name: 'Now' }).press('Enter')
    await screen.getByText('SECOND').waitFor()
    await hub.tmux.run('kill-pane', '-t', agent.pane)
    await row(page, 'past').waitFor({ state: 'detached' })
  })

  it('chooses by click, ⌘-click and ⇧-click as every list does', async () => {
    const { page } = app

    await row(page, 'alpha').click()
    expect(await chosenNames(page)).toEqual(['alpha'])
    await row(page, 'gamma').click({ modifiers: ['ControlOrMeta'] })
    expect(await chosenNames(page)).toEqual(['alpha', 'gamma'])
    await row(page, 'alpha').click({ modifiers: ['ControlOrMeta'] })
    expect(await chosenNames(page)).toEqual(['gamma'])
    await row(page, 'alpha').click()
    await row(page, 'gamma').click({ modifiers: ['Shift'] })
    expect(await chosenNames(page)).toEqual(['alpha', 'beta', 'gamma'])
    await row(page, 'omega').click()
    expect(await chosenNames(page)).toEqual(['omega'])
  })

  it('chooses all sessions of a window with its row', async () => {
    await row(app.page, 'tmux').click()

    expect((await chosenNames(app.page)).filter(name => name !== 'tmux')).toEqual(['alpha', 'beta', 'gamma', 'omega'])
    expect(await selection().innerText()).toContain('4 selected')
  })

  it('adds the sessions that are dragged onto a group, and takes them out again', async () => {
    const { page } = app
    await hub.client.groups.save({ name: 'team', members: ['omega'] })
    await page.getByRole('radio', { name: 'Group' }).click()
    await chooseRows(page, 'alpha', 'beta')

    await row(page, 'alpha').dragTo(row(page, '@team'))
    await membersOfTeam(['alpha', 'beta', 'omega'])
    // The hub knows before the page has its answer; only then is there something to undo.
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await page.keyboard.press('ControlOrMeta+z')
    await membersOfTeam(['omega'])

    await page.getByRole('radio', { name: 'Window' }).click()
    await page.getByRole('treeitem', { name: 'team' }).waitFor({ state: 'detached' })
    await hub.client.groups.remove({ name: 'team' })
  })

  const membersOfTeam = (names: readonly string[]) =>
    eventually(
      () => hub.client.groups.show({ name: 'team' }),
      ({ sessions }) =>
        sessions
          .map(({ name }) => name)
          .toSorted()
          .join() === names.join(),
    )

  it('shows the screen of the one session that is chosen, as it changes', async () => {
    const { page } = app
    await chooseRows(page, 'beta')
    const screen = page.getByRole('region', { name: 'Screen of beta' })
    await screen.getByText('Recorder beta').waitFor()

    await hub.tmux.run('send-keys', '-t', 'beta', 'typed by hand')
    await screen.getByText('typed by hand').waitFor()

    expect(await screen.innerText()).toContain('❯ typed by hand')
    await hub.tmux.run('send-keys', '-t', 'beta', 'C-u')
  })

  it('keeps the filter in the address, and counts what it hides', async () => {
    const { page } = app
    await chooseRows(page, 'alpha', 'omega')

    await page.getByRole('searchbox', { name: 'Filter sessions' }).fill('is:blocked')
    await row(page, 'alpha').waitFor({ state: 'detached' })

    expect(await selection().innerText()).toContain('2 selected (1 hidden by filter)')
    await eventually(
      () => decodeURIComponent(page.url()),
      url => url.includes('q=is:blocked'),
    )
    await page.reload()
    await row(page, 'omega').waitFor()
    await row(page, 'alpha').waitFor({ state: 'detached' })
    expect(await page.getByRole('searchbox', { name: 'Filter sessions' }).inputValue()).toBe('is:blocked')
  })

  it('reads a filter it does not know as text, with a hint', async () => {
    const { page } = app

    await page.getByRole('searchbox', { name: 'Filter sessions' }).fill('colour:red')

    const hint = page.getByRole('status').filter({ hasText: 'colour' }).first()
    await hint.waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('keeps what is chosen while rows change their order', async () => {
    const { page } = app
    await page.getByRole('radio', { name: 'Status' }).click()
    await chooseRows(page, 'omega')

    await hub.tmux.run('send-keys', '-t', blocked.pane, 'Escape')
    await row(page, 'omega').getByRole('img', { name: 'Idle' }).waitFor()

    expect(await chosenNames(page)).toEqual(['omega'])
  })
})
