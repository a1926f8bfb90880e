import type { Page } from 'playwright-core'
import { makeScreen } from '../bench/ui/fake-data.ts'
import type { FakeHub } from '../bench/ui/fake-hub.ts'
import { messageField, preview, row, sendButton } from '../e2e/driver.ts'

/** One state of the page that a picture is kept of. */
export interface State {
  readonly name: string
  readonly place: string
  readonly width?: number
  readonly hub?: 'empty' | 'full'
  play?(page: Page, hub: FakeHub): Promise<void>
}

async function openOver(page: Page, key: string): Promise<void> {
  await page.keyboard.press(`ControlOrMeta+${key}`)
  await page.getByRole('dialog').waitFor()
}

async function choose(page: Page, hub: FakeHub, ...places: readonly number[]): Promise<void> {
  for (const [count, place] of places.entries())
    await row(page, `agent-${String(place).padStart(4, '0')}`).click(
      count === 0 ? {} : { modifiers: ['ControlOrMeta'] },
    )
  hub.showScreens(places.map(place => makeScreen(place, 0)))
  await page
    .getByRole('region', { name: /^Screen of/ })
    .locator('pre')
    .first()
    .waitFor()
  await sendButton(page)
    .filter({ hasText: /hold|Send to/ })
    .waitFor()
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const untilOpen = (page: Page) => page.getByRole('dialog').waitFor()

async function openSchedules(page: Page): Promise<void> {
  await page.getByRole('option', { name: /nightly/ }).click()
  await page.getByRole('region', { name: 'Preview' }).waitFor()
  await page.getByRole('region', { name: 'Calendar' }).getByRole('img').first().waitFor()
}

const openScripts = (page: Page) => page.getByRole('option', { name: 'Greet' }).click()

export const STATES: readonly State[] = [
  { name: 'sessions', place: '/sessions' },
  { name: 'sessions-narrow', place: '/sessions', width: 640 },
  { name: 'sessions-wide', place: '/sessions', width: 1600 },
  { name: 'sessions-status', place: '/sessions', play: page => page.getByRole('radio', { name: 'Status' }).click() },
  {
    name: 'sessions-directory',
    place: '/sessions',
    play: page => page.getByRole('radio', { name: 'Directory' }).click(),
  },
  { name: 'sessions-chosen', place: '/sessions', play: (page, hub) => choose(page, hub, 2) },
  { name: 'sessions-several', place: '/sessions', play: (page, hub) => choose(page, hub, 0, 1, 3, 4) },
  {
    name: 'preview',
    place: '/sessions',
    async play(page, hub) {
      await choose(page, hub, 0, 2)
      await messageField(page).fill('you are {{name}}: rebase on main and run the tests')
      await preview(page).getByText('you are agent-0000').waitFor()
    },
  },
  {
    name: 'save-group',
    place: '/sessions',
    async play(page, hub) {
      await choose(page, hub, 0, 1)
      await press(page, 'Save as group')
      await untilOpen(page)
    },
  },
  { name: 'sessions-empty', place: '/sessions', hub: 'empty' },
  { name: 'needs-you', place: '/needs-you' },
  {
    name: 'needs-you-narrow',
    place: '/needs-you',
    width: 640,
    async play(page) {
      await page.keyboard.press('ControlOrMeta+j')
      await page.locator('article:focus').waitFor()
    },
  },
  { name: 'needs-you-empty', place: '/needs-you', hub: 'empty' },
  { name: 'groups', place: '/groups' },
  { name: 'groups-empty', place: '/groups', hub: 'empty' },
  {
    name: 'operations',
    place: '/operations',
    play: page => page.getByRole('region', { name: 'nightly' }).getByText('2 fail').first().waitFor(),
  },
  { name: 'operations-empty', place: '/operations', hub: 'empty' },
  { name: 'schedules', place: '/schedules', play: openSchedules },
  {
    name: 'schedules-change',
    place: '/schedules',
    async play(page) {
      await openSchedules(page)
      await press(page, 'Change')
      await page.getByRole('dialog').getByRole('region', { name: 'Preview' }).waitFor()
    },
  },
  { name: 'schedules-empty', place: '/schedules', hub: 'empty' },
  { name: 'scripts', place: '/scripts', play: openScripts },
  {
    name: 'scripts-plan',
    place: '/scripts',
    async play(page) {
      await openScripts(page)
      await press(page, 'Preview and run')
      await untilOpen(page)
    },
  },
  { name: 'activity', place: '/activity' },
  { name: 'doctor', place: '/doctor', play: page => page.getByText('others may read it').waitFor() },
  { name: 'settings', place: '/settings' },
  { name: 'palette', place: '/sessions', play: page => openOver(page, 'k') },
  { name: 'shortcuts', place: '/sessions', play: page => openOver(page, '/') },
]

export const TITLES: Readonly<Record<string, RegExp>> = {
  '/needs-you': /^Needs you/,
  '/groups': /^Groups/,
  '/operations': /^Operations/,
  '/schedules': /^Schedules/,
  '/scripts': /^Scripts/,
  '/activity': /^Activity/,
  '/doctor': /^Doctor/,
  '/settings': /^Settings/,
}
