import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { Connection } from '#store/handles.ts'
import { randomUUID as newMessageId } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from '../platform/eventually.ts'
import { runHook } from '../support/hooks.ts'
import { openPuppet, type Puppet } from '../support/puppet.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { chooseRows, goTo, openPopover, preview, receipts, sendButton, sendNow, untilReceipt, write } from './driver.ts'

/** One state of the app that is worth a picture. */
export interface Scene {
  readonly name: string
  readonly hub?: 'empty' | 'full'
  readonly isNew?: boolean
  readonly widths?: readonly number[]
  readonly storage?: Readonly<Record<string, string>>
  play(page: Page, hub: TempHub): Promise<void>
  /** Puts right for the next picture what this one changed. */
  after?(hub: TempHub): Promise<void>
}

/** The screen of a chosen session has come; at small widths there is no room for it. */
async function untilShown(page: Page, name: string): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) < 900) return
  await page
    .getByRole('region', { name: `Screen of ${name}` })
    .locator('pre')
    .waitFor()
}

/** As if the last deed of the owner were so long ago. */
async function wasAwaySince(hub: TempHub, at: number): Promise<void> {
  await hub.client.away.back()
  await hub.stop()
  {
    using database = new Connection(new Database(join(hub.home, 'comms.db')))
    const seen = JSON.stringify(new Date(at).toISOString())
    database.prepare(`UPDATE settings SET value = ? WHERE key = 'away.seen'`).run(seen)
  }
  // The hub that ran remembers the owner's last deed, and does not ask again so soon.
  await hub.restart()
}

/** A week of schedules, one of them with runs behind it, one paused, one asked for by an agent. */
async function makeSchedules(hub: TempHub): Promise<void> {
  const { schedules } = hub.client
  if ((await schedules.list()).schedules.length > 0) return
  const say = (body: string, ...to: readonly string[]) => ({ kind: 'message' as const, to: [...to], body })
  const berlin = (cron: string) => ({ kind: 'cron' as const, cron, zone: 'Europe/Berlin' })
  await schedules.save({
    name: 'nightly',
    what: say('Sum up today in three lines, and what is left.', '@all'),
    when: berlin('0 21 * * *'),
  })
  await schedules.save({
    name: 'standup',
    what: say('What is next, and what blocks you?', 'web-login', 'web-e2e'),
    when: berlin('0 9 * * 1-5'),
  })
  await schedules.save({
    name: 'inboxes',
    what: { kind: 'drain', to: ['is:idle'] },
    when: { kind: 'every', minutes: 20 },
  })
  await schedules.save({ name: 'evening-report', what: { kind: 'report' }, when: berlin('0 21 * * *') })
  await schedules.save({ name: 'backup-night', what: say('Push your branch.', 'is:idle'), when: berlin('30 2 * * *') })
  await schedules.pause({ schedule: 'backup-night', note: 'until the move is done' })
  await hub.agents.schedules.propose({
    name: 'watch-main',
    what: say('Rebase on main.', 'web-e2e'),
    when: { kind: 'event', on: 'session.done' },
  })
  for (const name of ['inboxes', 'evening-report', 'evening-report', 'inboxes']) await schedules.run({ schedule: name })
}

let asked = 0

async function denyAll(hub: TempHub): Promise<void> {
  const { needs } = await hub.client.needs.list()
  await hub.client.needs.answer({ ids: needs.map(({ id }) => id), decision: 'deny' })
}

/** An agent that asks whether it may run something. */
async function askForLeave(hub: TempHub): Promise<void> {
  const agent = await openPuppet(hub, `release-${++asked}`, { dialog: true })
  const { needs } = await hub.client.needs.list()
  const command = 'npm run migrate -- --to 14 && npm publish --tag next'
  void runHook(hub, agent, 'PermissionRequest', {
    cwd: '/home/sam/src/api',
    tool_name: 'Bash',
    tool_input: { command, description: 'Bring the schema to version 14 and publish' },
  })
  await eventually(
    async () => (await hub.client.needs.list()).needs.length,
    now => now > needs.length,
  )
}

const WORKERS = ['core', 'wire', 'store', 'docs'] as const

/** An operation over four sessions: three answers side by side, and one that is late. */
async function gather(hub: TempHub): Promise<string> {
  const workers: Puppet[] = []
  for (const name of WORKERS) workers.push(await openPuppet(hub, name))
  const id = newMessageId()
  const instruction = 'Run the tests in {{dir}} and tell what fails.'
  const roles = [{ role: 'tester', to: [...WORKERS], instruction }]
  await hub.client.operations.begin({ id, name: 'nightly', roles, timeoutSeconds: 20 })
  const answers = ['All 212 tests pass.', 'All 208 tests pass.', '210 tests pass, 2 fail:\n- wal grows\n- lock is lost']
  for (const [place, answer] of answers.entries()) {
    const worker = workers[place]
    const said = await eventually(
      () => Promise.resolve(worker?.log().submits.join('\n') ?? ''),
      text => text.includes('comms done'),
    )
    await worker?.comms('done', /comms done ([\da-f]{8})/.exec(said)?.[1] ?? '', answer)
  }
  return id
}

async function endWorkers(hub: TempHub): Promise<void> {
  for (const name of WORKERS) {
    await hub.tmux.run('kill-session', '-t', name).catch(() => '')
    // The next ones of these names begin anew.
    for (const kind of ['sock', 'jsonl']) await rm(join(hub.tmux.folder, `${name}.${kind}`), { force: true })
  }
}

const NO_COUNTDOWN = { 'comms.countdown': '0' }

/** A few words for the log. */
const SAID = [
  ['web-login', 'Rebase on main and run the tests.'],
  ['api-auth', 'Stop after this task, I will review.'],
  ['web-e2e', 'Which test is flaky?'],
  ['is:idle', 'Anything that blocks you?'],
] as const

export const SCENES: readonly Scene[] = [
  { name: 'welcome', hub: 'empty', isNew: true, play: page => page.getByRole('dialog').waitFor() },
  {
    name: 'sessions-empty',
    hub: 'empty',
    play: page => page.getByRole('heading', { name: 'No sessions yet' }).waitFor(),
  },
  {
    name: 'sessions',
    widths: [1100, 640, 1600],
    play: async page => {
      await chooseRows(page, 'api-migrations')
      await untilShown(page, 'api-migrations')
    },
  },
  {
    name: 'sessions-several',
    play: async page => {
      await chooseRows(page, 'api-auth', 'api-tests', 'web-login', 'web-e2e')
      await page.getByText('Sample agent web-e2e').first().waitFor()
    },
  },
  {
    name: 'sessions-status',
    play: async page => {
      await page.getByRole('radio', { name: 'Status' }).click()
      await page.getByRole('searchbox', { name: 'Filter sessions' }).fill('-branch:main')
      await page.getByText('of 6').first().waitFor()
    },
  },
  {
    name: 'preview',
    widths: [1100, 640],
    play: async page => {
      await chooseRows(page, 'api-auth', 'web-login', 'api-migrations', 'docs-guide')
      await write(page, 'Rebase {{branch}} on main, run the tests in {{dir}} and tell me what broke.')
      await sendButton(page).filter({ hasText: 'Send to 2 · hold 2' }).waitFor()
      await preview(page).waitFor()
    },
  },
  {
    name: 'countdown',
    storage: { 'comms.countdown': '5' },
    play: async page => {
      await chooseRows(page, 'api-auth', 'web-login')
      await write(page, 'Run the linter and fix what it finds.')
      await sendNow(page)
      await page.getByRole('button', { name: 'Cancel' }).waitFor()
    },
  },
  {
    name: 'receipts',
    widths: [1100, 640],
    storage: NO_COUNTDOWN,
    play: async page => {
      await chooseRows(page, 'api-auth', 'web-login', 'web-e2e', 'api-migrations', 'docs-guide')
      await write(page, 'What are you working on? One sentence.')
      await sendNow(page)
      await untilReceipt(page, 'web-e2e', 'confirmed')
      await untilReceipt(page, 'api-auth', 'confirmed')
      await untilReceipt(page, 'web-login', 'confirmed')
      await untilReceipt(page, 'api-migrations', 'held')
      await receipts(page).getByRole('listitem').filter({ hasText: 'api-auth' }).getByRole('button').first().click()
    },
  },
  {
    name: 'together',
    widths: [1100, 640],
    storage: NO_COUNTDOWN,
    play: async page => {
      await chooseRows(page, 'api-auth', 'web-login', 'api-migrations')
      await write(page, 'Switch to the new schema now.')
      await page.getByRole('switch', { name: 'All together' }).press('Space')
      await sendButton(page).filter({ hasText: 'Send to 2 · hold 1' }).waitFor()
      await sendNow(page)
      await receipts(page).getByRole('listitem').filter({ hasText: 'api-migrations' }).getByText('all wait').waitFor()
      await chooseRows(page, 'api-auth', 'web-login')
      await write(page, 'And then run the tests.')
      await page.getByRole('switch', { name: 'All together' }).press('Space')
    },
    after: async hub => {
      const { receipts: held } = await hub.client.sessions.show({ target: 'api-migrations' })
      for (const { messageId, state } of held) if (state === 'held') await hub.client.messages.cancel({ messageId })
    },
  },
  {
    name: 'shell',
    play: async (page, hub) => {
      await hub.tmux.run('new-session', '-d', '-s', 'shell', '--', 'sh').catch(() => '')
      await chooseRows(page, 'shell')
      await write(page, 'git status')
      await sendButton(page).click()
      await page.getByRole('dialog').waitFor()
    },
    after: async hub => void (await hub.tmux.run('kill-session', '-t', 'shell').catch(() => '')),
  },
  {
    name: 'needs-you',
    play: async (page, hub) => {
      await askForLeave(hub)
      await goTo(page, 'Needs you')
      await page.getByLabel('What it would do').waitFor()
      await page.keyboard.press('ControlOrMeta+j')
      await page.locator('article:focus').waitFor()
    },
    after: async hub => {
      await denyAll(hub)
      await hub.tmux.run('kill-session', '-t', `release-${asked}`).catch(() => '')
    },
  },
  {
    name: 'groups',
    play: async (page, hub) => {
      await hub.client.groups.save({ name: 'api', members: ['api-auth', 'api-tests', 'api-migrations'] })
      await hub.client.groups.save({ name: 'free', filter: 'is:idle' })
      await goTo(page, 'Groups')
      await page.getByRole('option', { name: /api/ }).waitFor()
    },
  },
  {
    name: 'popover',
    play: async (page, hub) => {
      await hub.client.groups.save({ name: 'web', members: ['web-login', 'web-e2e', 'api-migrations'] })
      await makeSchedules(hub)
      await askForLeave(hub)
      await openPopover(page)
      await page.getByLabel('Group to write to').selectOption('@web')
      await page.getByLabel('Quick message').fill('Push what you have.')
      await page.getByRole('list', { name: 'Preview' }).waitFor()
    },
    after: async hub => {
      await denyAll(hub)
      await hub.tmux.run('kill-session', '-t', `release-${asked}`).catch(() => '')
    },
  },
  { name: 'popover-empty', hub: 'empty', play: openPopover },
  {
    name: 'popover-offline',
    play: async (page, hub) => {
      await openPopover(page)
      await hub.stop()
      await page.getByText('The hub does not answer.').first().waitFor()
    },
    after: hub => hub.restart(),
  },
  { name: 'groups-empty', hub: 'empty', play: page => goTo(page, 'Groups') },
  {
    name: 'schedules',
    widths: [1100, 640],
    play: async (page, hub) => {
      await makeSchedules(hub)
      await goTo(page, 'Schedules')
      await page.getByRole('option', { name: /nightly/ }).click()
      await page.getByRole('region', { name: 'Preview' }).waitFor()
      await page.getByRole('region', { name: 'Calendar' }).getByRole('img').first().waitFor()
    },
  },
  {
    name: 'schedules-operation',
    play: async page => {
      await goTo(page, 'Schedules')
      await page.getByRole('button', { name: 'New schedule' }).click()
      const editor = page.getByRole('dialog')
      await editor.getByLabel('Name').fill('weekly review')
      await editor.getByLabel('Do').selectOption('operation')
      await editor.getByLabel('To', { exact: true }).fill('@api')
      await editor.getByLabel('Instruction').fill('What did {{name}} finish this week, and what is left?')
      await editor.getByRole('button', { name: 'Add a role' }).click()
      await editor.getByLabel('Role', { exact: true }).fill('reviewer')
      await editor.getByRole('combobox', { name: 'Add a target' }).fill('web-e2e')
      await editor.getByRole('combobox', { name: 'Add a target' }).press('Enter')
      await editor.getByLabel('Instruction of this role').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'operations',
    widths: [1100, 640],
    play: async (page, hub) => {
      const id = await gather(hub)
      await goTo(page, 'Operations')
      await page
        .getByRole('option', { name: /nightly/ })
        .first()
        .click()
      await page.getByRole('listitem').filter({ hasText: 'docs' }).getByText('Late').waitFor({ timeout: 60_000 })
      await hub.client.operations.show({ id })
    },
    after: hub => endWorkers(hub),
  },
  {
    name: 'operations-new',
    widths: [1100, 640],
    play: async page => {
      await goTo(page, 'Operations')
      await page.getByRole('button', { name: 'New operation' }).click()
      await page.getByLabel('Name').fill('release')
    },
  },
  {
    name: 'schedules-new',
    play: async page => {
      await goTo(page, 'Schedules')
      await page.getByRole('button', { name: 'New schedule' }).click()
      const editor = page.getByRole('dialog')
      await editor.getByLabel('Name').fill('friday the 13th')
      await editor.getByLabel('To', { exact: true }).fill('is:idle')
      await editor.getByLabel('Text').fill('Is anything unlucky open?')
      await editor.getByLabel('Cron line').fill('30 2 13 * 5')
      await editor.getByLabel('Time zone').fill('Europe/Berlin')
      await editor.getByText('a day must satisfy both').waitFor()
    },
  },
  { name: 'schedules-empty', hub: 'empty', play: page => goTo(page, 'Schedules') },
  {
    name: 'scripts',
    widths: [1100, 640],
    play: async page => {
      await goTo(page, 'Scripts')
      await page.getByRole('option', { name: 'Roster' }).click()
      const script = page.getByRole('region', { name: 'Roster' })
      await script.getByRole('button', { name: 'Preview and run' }).click()
      await page.getByRole('dialog').getByRole('button', { name: /run$/i }).click()
      await script.getByText('Done: 1 of 1 ended well').waitFor()
      await script.getByRole('region', { name: 'Console' }).getByText('api-auth').first().waitFor()
    },
  },
  {
    name: 'activity',
    play: async (page, hub) => {
      for (const [to, body] of SAID) await hub.client.messages.send({ messageId: newMessageId(), to: [to], body })
      await goTo(page, 'Activity')
      await page.getByText('Anything that blocks you?').first().waitFor()
    },
  },
  {
    name: 'activity-audit',
    play: async page => {
      await goTo(page, 'Activity')
      await page.getByRole('radio', { name: 'Audit' }).click()
      await page.waitForTimeout(500)
    },
  },
  { name: 'activity-empty', hub: 'empty', play: page => goTo(page, 'Activity') },
  {
    name: 'doctor',
    play: async page => {
      await goTo(page, 'Doctor')
      await page.getByRole('listitem').filter({ hasText: 'tmux' }).first().waitFor()
      await page.waitForTimeout(1_500)
    },
  },
  {
    name: 'away',
    play: async (page, hub) => {
      await wasAwaySince(hub, Date.now() - 3 * 3_600_000)
      await hub.client.away.back()
      await page.getByRole('region', { name: 'While you were away' }).waitFor()
    },
    after: async hub => {
      await hub.client.away.dismiss()
    },
  },
  {
    name: 'rules',
    play: async (page, hub) => {
      const messageId = newMessageId()
      await hub.agents.messages.send({ messageId, to: ['owner'], body: 'out on staging #deploy', kind: 'note' })
      await hub.client.rules.save({
        rules: [
          { name: 'deploys', when: { tag: 'deploy' }, to: ['is:idle'] },
          { name: 'errors', when: { text: '/(error|failed):/' }, to: ['owner'], as: 'task' },
        ],
      })
      await goTo(page, 'Settings')
      await page.getByRole('button', { name: 'Test deploys' }).click()
      await page.getByText('would have been copied').scrollIntoViewIfNeeded()
    },
    after: async hub => {
      for (const rule of ['deploys', 'errors']) await hub.client.rules.remove({ rule })
    },
  },
  {
    name: 'new-rule',
    play: async page => {
      await goTo(page, 'Settings')
      await page.getByRole('button', { name: 'Add a rule' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'snooze',
    play: async (page, hub) => {
      await hub.client.attention.snooze({ what: 'web-login', until: new Date(Date.now() + 7_200_000).toISOString() })
      await goTo(page, 'Needs you')
      await page
        .getByRole('button', { name: /^Snooze/ })
        .first()
        .click()
      await page.getByRole('menu').waitFor()
    },
    after: async hub => {
      await hub.client.attention.snooze({ what: 'web-login', until: null })
    },
  },
  {
    name: 'notifications',
    play: async (page, hub) => {
      await hub.client.attention.level({ who: '@all', level: 'needs_you' })
      await goTo(page, 'Settings')
      await page.getByRole('heading', { name: 'Notifications' }).scrollIntoViewIfNeeded()
    },
    after: async hub => {
      await hub.client.attention.level({ who: '@all', level: null })
    },
  },
  { name: 'settings', play: page => goTo(page, 'Settings') },
  {
    name: 'quiet-hours',
    play: async (page, hub) => {
      const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
      const hours = { days: [...days], from: '22:00', to: '07:00', zone: 'Europe/Berlin' }
      await hub.client.quiet.set({ ...hours, who: 'owner' })
      await goTo(page, 'Settings')
      await page.getByRole('button', { name: 'Add quiet hours' }).click()
      await page.getByRole('button', { name: 'Set quiet hours' }).scrollIntoViewIfNeeded()
    },
    after: async hub => void (await hub.client.quiet.remove({ who: 'owner' })),
  },
  {
    name: 'palette',
    play: async page => {
      await page.keyboard.press('ControlOrMeta+k')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.type('api')
    },
  },
  {
    name: 'shortcuts',
    play: async page => {
      await page.keyboard.press('ControlOrMeta+/')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'offline',
    play: async (page, hub) => {
      await chooseRows(page, 'api-auth')
      await untilShown(page, 'api-auth')
      await hub.stop()
      await page.getByText('The hub does not answer.').first().waitFor()
    },
    after: hub => hub.restart(),
  },
]
