import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Inputs } from '#client/calls.ts'
import { CALLS } from '../support/contract-calls.ts'
import { openRecorder } from '../support/panes.ts'
import { approve, ownScript } from '../support/scripts.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
  await openRecorder(hub, {}, { name: 'ada' })
})
afterAll(() => hub[Symbol.asyncDispose]())

async function audit() {
  const { rows } = await hub.client.log.list({ kind: 'audit', limit: 5_000 })
  return rows
}

/** Calls by POST that change nothing worth a row, or whose row another test looks for. */
const WITHOUT = [
  'messages.plan',
  'schedules.preview',
  'scripts.plan',
  'templates.use',
  'web.open',
  'hub.stop',
  'operations.report',
  'away.back',
  'away.dismiss',
  // What an agent's program and session do; the messages they send have a row.
  'asks.done',
  'hooks.report',
  'hooks.skill',
  // In the folder of another program, and for a request that is open: see test/claude/installer and test/hub/needs.
  'installs.apply',
  'needs.answer',
  // For a session that a usage limit stopped: see test/hub/usage-limits.
  'limits.continue',
  'limits.leave',
]

/** Its runs send nothing, so that no row but the deed's own appears. */
const TO_NOBODY: Inputs['schedules']['save']['what'] = { kind: 'message', to: ['name:nobody'], body: 'SECRET' }
const DAILY: Inputs['schedules']['save']['when'] = { kind: 'cron', cron: '0 21 * * *', zone: 'Europe/Berlin' }
const SPAN = { from: '2020-01-01T00:00:00.000Z', to: '2020-01-02T00:00:00.000Z' }

it('leaves one row for everything that a person changes, whether it worked or not, and never the words', async () => {
  const own = {
    command: ['sh', '-c', 'sleep 60 # SECRET'],
    cwd: '/tmp',
    environment: { PATH: '/usr/bin:/bin', TOKEN: 'SECRET' },
  }
  const messageId = randomUUID()
  const mail = randomUUID()
  const operation = randomUUID()
  const roles = [{ role: 'worker', to: ['ada'], instruction: 'SECRET' }]
  const { client } = hub
  const deeds: Readonly<Record<string, () => Promise<unknown>>> = {
    'sessions.focus': () => client.sessions.focus({ target: 'ada' }),
    'sessions.title': () => client.sessions.title({ target: 'ada', title: 'work' }),
    'sessions.submit': () => client.sessions.submit({ target: 'ada', submit: 'cr' }),
    'sessions.open': () => client.sessions.open({ beside: 'ada', where: 'window', command: ['sleep', 'SECRET'] }),
    'sessions.tag': () => client.sessions.tag({ target: 'ada', name: 'task', value: 'SECRET' }),
    'sessions.start': () => client.sessions.start({ ...own, name: 'kitty' }),
    'sessions.close': () => client.sessions.close({ target: 'kitty' }),
    'messages.send': () => client.messages.send({ messageId, to: ['ada'], body: 'SECRET', lane: 'mailbox' }),
    'messages.cancel': () => client.messages.cancel({ messageId }),
    'messages.retry': () => client.messages.retry({ messageId }),
    'inbox.read': () => client.inbox.read({ messageId: mail }),
    'inbox.ack': () => client.inbox.ack({ messageId: mail }),
    'groups.save': () => client.groups.save({ name: 'team', members: ['ada'] }),
    'groups.remove': () => client.groups.remove({ name: 'team' }),
    'settings.update': () => client.settings.update({ keepEvents: 5_000 }),
    'templates.save': () => client.templates.save({ name: 'secret', body: 'SECRET' }),
    'templates.remove': () => client.templates.remove({ name: 'secret' }),
    'hub.mend': () => client.hub.mend({ check: 'folder' }),
    'asks.ask': () => client.asks.ask({ messageId: randomUUID(), to: 'ada', body: 'SECRET', waitSeconds: 0 }),
    'mcp.admit': () => client.mcp.admit({ name: 'ide' }),
    'mcp.forget': () => client.mcp.forget({ name: 'ide' }),
    'web.signOut': () => client.web.signOut(),
    'scripts.approve': async () => approve(hub, { script: 'secret', parameters: { a: 'SECRET' } }),
    'scripts.run': () => client.scripts.run({ runId: mail, script: 'secret', parameters: { a: 'SECRET' } }),
    'scripts.stop': () => client.scripts.stop({ runId: mail }),
    'operations.begin': () => client.operations.begin({ id: operation, name: 'nightly', roles }),
    'operations.followUp': () => client.operations.followUp({ id: operation, messageId: randomUUID(), body: 'SECRET' }),
    'operations.cancel': () => client.operations.cancel({ id: operation }),
    'schedules.save': () => client.schedules.save({ name: 'nightly', what: TO_NOBODY, when: DAILY }),
    'schedules.edit': () => client.schedules.edit({ schedule: 'nightly', what: TO_NOBODY }),
    'schedules.pause': () => client.schedules.pause({ schedule: 'nightly' }),
    'schedules.resume': () => client.schedules.resume({ schedule: 'nightly' }),
    'schedules.run': () => client.schedules.run({ schedule: 'nightly' }),
    'schedules.backfill': () => client.schedules.backfill({ schedule: 'nightly', ...SPAN }),
    'schedules.remove': () => client.schedules.remove({ schedule: 'nightly' }),
    'schedules.restore': () => client.schedules.restore({ schedule: 'nightly' }),
    'schedules.propose': () => client.schedules.propose({ name: 'asked', what: TO_NOBODY, when: DAILY }),
    'schedules.approve': async () => {
      const { schedule } = await client.schedules.show({ schedule: 'asked' })
      await client.schedules.approve({ schedule: 'asked', contentHash: schedule.contentHash })
    },
    'quiet.set': () => client.quiet.set({ who: 'owner', days: ['mon'], from: '01:00', to: '01:01', zone: 'UTC' }),
    'attention.level': () => client.attention.level({ who: 'ada', level: 'none' }),
    'attention.snooze': () => client.attention.snooze({ what: 'ada', until: '2099-01-01T00:00:00.000Z' }),
    'rules.save': () => client.rules.save({ rules: [{ name: 'deploys', when: { text: 'SECRET' }, to: ['owner'] }] }),
    'rules.test': () => client.rules.test({ rule: 'deploys' }),
    'rules.turn': () => client.rules.turn({ rule: 'deploys', isOn: true }),
    'rules.remove': () => client.rules.remove({ rule: 'deploys' }),
    'quiet.remove': () => client.quiet.remove({ who: 'owner' }),
    'demo.start': () => client.demo.start(),
    'demo.stop': () => client.demo.stop(),
  }
  await hub.agents.messages.send({ messageId: mail, to: ['owner'], body: 'SECRET' })
  await ownScript(hub, 'secret.sh', '# @name Secret\n# @param a text\nexec sleep 60\n')

  for (const [name, act] of Object.entries(deeds)) {
    const before = (await audit()).length
    await act().catch(() => {})
    const added = (await audit()).slice(before)

    expect(added, name).toHaveLength(1)
    expect(added[0], name).toMatchObject({ by: 'owner:owner', type: 'audit.hub.sock' })
    expect(added[0]?.status, name).not.toBe('')
  }

  const covered = [...Object.keys(deeds), ...WITHOUT]
  const changing = CALLS.filter(({ method }) => method === 'POST')
  expect(changing.map(({ name }) => name).filter(name => !covered.includes(name))).toEqual([])
  expect(JSON.stringify(await audit())).not.toContain('SECRET')
})

it('names who stopped the hub, the agent who sent, and keeps its chain whole over restarts', async () => {
  await hub.agents.messages.send({ messageId: randomUUID(), to: ['owner'], body: 'x' })
  await hub.client.hub.stop()
  await hub.restart()

  const rows = await audit()
  const { checks } = await hub.client.hub.doctor()

  expect(rows.at(-1)).toMatchObject({ text: 'stop the hub', by: 'owner:owner', status: 'done' })
  expect(rows.at(-2)?.by).toMatch(/^agent:process-\d+$/)
  expect(checks.find(({ id }) => id === 'audit')).toMatchObject({ status: 'ok' })
})

it('says a failed deed was one', async () => {
  const [row] = (await audit()).filter(({ text }) => text === 'focus')

  expect(row).toMatchObject({ to: 'ada', status: 'terminal' })
})
