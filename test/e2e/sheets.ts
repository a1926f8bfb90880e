import type { Page } from 'playwright-core'
import { deliver, openPane, openRecorder } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { chooseRows, goTo, sendButton, write } from './driver.ts'

/** A sheet of the app, and how a person comes to it where everything is there that `fillHub` makes. */
export interface SheetWay {
  readonly name: string
  open(page: Page): Promise<void>
}

/** What the sheets ask about: sessions, one of them a shell, one that never answered; groups and a schedule. */
export async function fillHub(hub: TempHub): Promise<void> {
  await openRecorder(hub, { name: 'api' }, { name: 'api' })
  await openRecorder(hub, { name: 'web', dialog: true }, { name: 'web' })
  await openPane(hub, ['sh'], ({ kind }) => kind === 'shell', { name: 'shell' })
  const deaf = await openRecorder(hub, { name: 'deaf', deaf: true }, { name: 'deaf' })
  await deliver(hub, { to: deaf.address, body: 'are you there' })
  await hub.client.groups.save({ name: 'both', members: ['api', 'web'] })
  await hub.client.groups.save({ name: 'free', filter: 'is:idle' })
  await hub.client.schedules.save({
    name: 'nightly',
    what: { kind: 'message', to: ['@both'], body: 'Sum up what you did today.' },
    when: { kind: 'cron', cron: '0 21 * * *', zone: 'Europe/Berlin' },
  })
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

async function openGroup(page: Page): Promise<void> {
  await goTo(page, 'Groups')
  await page.getByRole('option', { name: /both/ }).click()
}

async function openSchedule(page: Page, button: string): Promise<void> {
  await goTo(page, 'Schedules')
  await page.getByRole('option', { name: /nightly/ }).click()
  await press(page, button)
}

/** Every sheet of the app that a person opens. What a place shows without one is not here. */
export const SHEETS: readonly SheetWay[] = [
  {
    name: 'save a group',
    async open(page) {
      await goTo(page, 'Sessions')
      await chooseRows(page, 'api', 'web')
      await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Save as group' }).click()
    },
  },
  {
    name: 'rename a group',
    async open(page) {
      await openGroup(page)
      await press(page, 'Rename')
    },
  },
  {
    name: 'save a template',
    async open(page) {
      await goTo(page, 'Sessions')
      await write(page, 'you are {{name}}')
      await press(page, 'Templates')
      await page.getByRole('menuitem', { name: /Save this text/ }).click()
    },
  },
  {
    name: 'confirm a send to a shell',
    async open(page) {
      await goTo(page, 'Sessions')
      await chooseRows(page, 'shell')
      await write(page, 'git status')
      await sendButton(page).filter({ hasText: 'skip 1' }).click()
    },
  },
  {
    name: 'type again what may have arrived',
    async open(page) {
      await goTo(page, 'Sessions')
      await chooseRows(page, 'deaf')
      await page.getByRole('complementary', { name: 'Session' }).getByRole('button', { name: 'Retry' }).click()
    },
  },
  { name: 'change a schedule', open: page => openSchedule(page, 'Change') },
  { name: 'pause a schedule', open: page => openSchedule(page, 'Pause') },
  { name: 'backfill a schedule', open: page => openSchedule(page, 'Backfill') },
  {
    name: 'run a script',
    async open(page) {
      await goTo(page, 'Scripts')
      await page.getByRole('option', { name: 'Roster' }).click()
      await page.getByRole('region', { name: 'Roster' }).getByRole('button', { name: 'Preview and run' }).click()
    },
  },
  {
    name: 'sign out every browser',
    async open(page) {
      await goTo(page, 'Settings')
      await press(page, 'Sign out every browser…')
    },
  },
]
