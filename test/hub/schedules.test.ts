import { expect, it } from 'vitest'
import type { Inputs } from '#client/calls.ts'
import { receiptsOf } from '#hub/accept.ts'
import { startScheduleHub } from '../support/schedule-hub.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** 2026-11-20 19:59:30 UTC: half a minute before 21:00 in Berlin. */
const EVENING = Date.UTC(2026, 10, 20, 19, 59, 30)
const NIGHTLY: Inputs['schedules']['save'] = {
  name: 'nightly',
  what: { kind: 'message', to: ['api'], body: 'Sum up today.' },
  when: { kind: 'cron', cron: '0 21 * * *', zone: 'Europe/Berlin' },
}

const CONFIRMED = [{ kind: 'send' }, { kind: 'type' }, { kind: 'submit' }, { kind: 'confirm' }] as const

const states = (runs: readonly { state: string }[]) => runs.map(({ state }) => state)

it('sends at its time, once, with the authority of the owner, and ends with its receipts', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  const made = await hub.owner.save(NIGHTLY)

  await hub.pass(29_000)
  const before = hub.said().length
  await hub.pass(1_000)

  expect(before).toBe(0)
  expect(made).toMatchObject({
    state: 'active',
    nextAt: '2026-11-20T20:00:00.000Z',
    sentence: 'At 21:00, Europe/Berlin',
  })
  expect(hub.said()).toMatchObject([{ at: EVENING + 30_000, body: 'Sum up today.' }])
  expect(await hub.runs('nightly')).toMatchObject([{ state: 'running', detail: '', covers: 1 }])
  await hub.settle(...CONFIRMED)
  expect(await hub.runs('nightly')).toMatchObject([{ state: 'done', detail: '1 confirmed' }])
  expect((await hub.owner.list()).schedules[0]).toMatchObject({ nextAt: '2026-11-21T20:00:00.000Z', runs: 1 })
  expect(hub.bugs).toEqual([])
})

it('starts an operation with its roles at its time, over a restart once, and ends with what it gathered', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.see('web')
  const what = { kind: 'operation' as const, instruction: 'What is left in {{name}}?', timeoutSeconds: 60 }
  const reviewer = { role: 'reviewer', to: ['web'], instruction: 'Read it.' }
  await hub.owner.save({ ...NIGHTLY, what: { ...what, to: ['api'], roles: [reviewer] } })
  await hub.owner.save({ ...NIGHTLY, name: 'nobody', what: { ...what, to: ['is:idle dir:/nowhere'] } })
  await expect(hub.owner.save({ ...NIGHTLY, name: 'me', what: { ...what, to: ['owner'] } })).rejects.toThrow('sessions')
  const twice = { ...what, to: ['api'], roles: [{ ...reviewer, role: 'worker' }] }
  await expect(hub.owner.save({ ...NIGHTLY, name: 'two', what: twice })).rejects.toThrow(
    'There is a role worker already',
  )

  await hub.pass(31_000)
  await hub.restart()
  const [running] = await hub.runs('nightly')
  await hub.pass(MINUTE)

  expect(hub.said().map(({ body }) => body.split(' [')[0])).toEqual(['What is left in {{name}}?', 'Read it.'])
  expect(running).toMatchObject({ state: 'running' })
  expect(await hub.runs('nightly')).toMatchObject([{ state: 'failed', detail: 'incomplete: 0 of 2 answered' }])
  expect(await hub.runs('nobody')).toMatchObject([{ state: 'empty' }])
  expect(hub.bugs).toEqual([])
})

it('speaks to all of its targets together when it was made so, and waits for them from the moment it fires', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.see('web')
  const together = { waitSeconds: 120, otherwise: 'send_ready' as const }
  await hub.owner.save({
    ...NIGHTLY,
    what: { kind: 'message', to: ['api', 'web'], body: 'Stop the line.', together },
  })

  await hub.pass(31_000)
  const [message] = hub.said()
  const { deliveries } = receiptsOf(hub.hub, message?.id ?? '')

  expect(deliveries.map(({ state, reason }) => ({ state, reason }))).toEqual(
    Array(2).fill({ state: 'held', reason: 'waiting_for_all' }),
  )
  expect(deliveries[0]?.steps.at(-1)?.evidence).toBe(
    'goes when all are ready, within 2 min; otherwise those that are ready get it',
  )
  expect(await hub.runs('nightly')).toMatchObject([{ state: 'running' }])
})

it('finds its targets when it fires, and records that nobody was there', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.owner.save({ ...NIGHTLY, what: { kind: 'message', to: ['is:idle dir:/nowhere'], body: 'hello' } })

  await hub.pass(MINUTE)

  expect(hub.said()).toEqual([])
  expect(await hub.runs('nightly')).toMatchObject([{ state: 'empty', messageId: null }])
  await hub.see('late', { cwd: '/nowhere' })
  await hub.leap(DAY)
  expect(hub.said()).toHaveLength(1)
})

it.each([
  ['skip', [{ state: 'missed', covers: 3 }], 0],
  ['once', [{ state: 'done', covers: 3 }], 1],
  ['all', [{ state: 'done' }, { state: 'done' }, { state: 'done' }], 3],
] as const)('does what the policy %s says about missed runs, once [R11]', async (catchUp, want, sent) => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  const policy = { catchUp, catchUpWindowSeconds: 7_200 }
  await hub.owner.save({ ...NIGHTLY, when: { kind: 'every', minutes: 20 }, policy })

  await hub.stop()
  await hub.pass(65 * MINUTE)
  await hub.start()
  const atOnce = hub.said().length
  await hub.restart()
  // One after another, whatever the overlap policy.
  for (const _run of want) await hub.settle(...CONFIRMED)

  expect(atOnce).toBe(Math.min(sent, 1))
  expect(await hub.runs('nightly')).toMatchObject(want)
  expect(hub.said()).toHaveLength(sent)
  expect(hub.bugs).toEqual([])
})

it('leaves out, keeps one for afterwards, or runs beside what has not ended, as the policy says [R10]', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  for (const overlap of ['skip', 'buffer_one', 'allow'] as const) {
    await hub.owner.save({
      ...NIGHTLY,
      name: overlap.replace('_', '-'),
      when: { kind: 'every', minutes: 10 },
      policy: { overlap },
    })
  }

  // The target is busy for an hour: nothing of it ends.
  await hub.pass(HOUR)

  const count = async (name: string) => {
    const all = states(await hub.runs(name))
    return Object.fromEntries(
      ['running', 'waiting', 'skipped'].map(state => [state, all.filter(one => one === state).length]),
    )
  }
  expect(await count('skip')).toEqual({ running: 1, waiting: 0, skipped: 5 })
  expect(await count('buffer-one')).toEqual({ running: 1, waiting: 1, skipped: 4 })
  expect(await count('allow')).toEqual({ running: 6, waiting: 0, skipped: 0 })
  await hub.settle(...CONFIRMED)
  expect(await count('buffer-one')).toEqual({ running: 1, waiting: 0, skipped: 4 })
})

it('pauses with a note, by hand or after a failure, and goes on from then', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.owner.save({ ...NIGHTLY, policy: { pauseOnFailure: true } })
  await hub.pass(MINUTE)
  await hub.settle({ kind: 'skip', reason: 'shell' })

  const [failed] = (await hub.owner.list()).schedules
  await hub.leap(3 * DAY)
  const resumed = await hub.owner.resume({ schedule: 'nightly' })
  const paused = await hub.owner.pause({ schedule: 'nightly', note: 'holidays' })

  expect(failed).toMatchObject({ state: 'paused', nextAt: null, pause: { by: 'hub', note: 'a run failed: 1 skipped' } })
  expect(resumed).toMatchObject({ state: 'active', nextAt: '2026-11-24T20:00:00.000Z', pause: null })
  expect(paused).toMatchObject({ state: 'paused', pause: { by: 'owner', note: 'holidays' } })
  expect(hub.said()).toHaveLength(1)
})

it('ends after its last run, at its end, and when its one moment has passed', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  const what = NIGHTLY.what
  await hub.owner.save({
    name: 'twice',
    what,
    when: { kind: 'every', minutes: 10 },
    policy: { maxRuns: 2, overlap: 'allow' },
  })
  await hub.owner.save({
    name: 'until',
    what,
    when: { kind: 'every', minutes: 10 },
    policy: { expiresAt: new Date(EVENING + 25 * MINUTE).toISOString(), overlap: 'allow' },
  })
  await hub.owner.save({ name: 'once', what, when: { kind: 'once', at: '2026-11-20T21:07', zone: 'Europe/Berlin' } })

  await hub.leap(DAY)

  const { schedules } = await hub.owner.list()
  expect(schedules.map(({ name, state, runs, ending }) => ({ name, state, runs, ending }))).toEqual([
    { name: 'once', state: 'ended', runs: 1, ending: 'its moment has passed' },
    { name: 'twice', state: 'ended', runs: 2, ending: 'it has had its 2 runs' },
    { name: 'until', state: 'ended', runs: 2, ending: expect.stringMatching(/^it expired on .+ at \d\d:\d\d \(.+\)$/) },
  ])
})

it.each([30, 60])('keeps an appointment in %d days, although no timer is that long [R11]', async days => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  const at = EVENING + days * DAY + 5 * MINUTE
  await hub.owner.save({
    name: 'far',
    what: NIGHTLY.what,
    when: { kind: 'once', at: new Date(at).toISOString(), zone: 'UTC' },
  })

  await hub.pass(MINUTE)
  hub.clock.jump(days * DAY)
  await hub.pass(3 * MINUTE)
  const early = hub.said().length
  await hub.pass(2 * MINUTE)

  expect(early).toBe(0)
  expect(hub.said()).toMatchObject([{ at }])
})

it('sends nothing twice when the hub dies between the run and its message, or right behind it', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.owner.save(NIGHTLY)
  await hub.pass(MINUTE)
  const [sent] = hub.said()
  // As a crash leaves it: the run is on the disk, and nothing says that its message went out.
  await hub.stop()
  await hub.store.write(tx => tx.prepare(`UPDATE schedule_runs SET state = 'waiting', started_at = NULL`).run())
  await hub.start()
  await hub.store.write(tx => {
    tx.prepare('DELETE FROM steps').run()
    tx.prepare('DELETE FROM deliveries').run()
    tx.prepare('DELETE FROM messages').run()
  })
  await hub.restart()
  await hub.restart()

  expect(hub.said().map(({ id }) => id)).toEqual([sent?.id])
  expect(await hub.runs('nightly')).toHaveLength(1)
})

it('starts no run late that a crash kept for longer than may be caught up', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.owner.save({ ...NIGHTLY, policy: { jitterSeconds: 3_600 } })
  await hub.pass(31_000)
  const waiting = await hub.runs('nightly')
  await hub.stop()
  await hub.leap(12 * HOUR)
  await hub.start()

  expect(waiting).toMatchObject([{ state: 'waiting' }])
  expect(await hub.runs('nightly')).toMatchObject([{ state: 'missed' }])
  expect(hub.said()).toEqual([])
})

it('begins each run later by the same chance, within the jitter and never early', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.owner.save({
    ...NIGHTLY,
    when: { kind: 'every', minutes: 30 },
    policy: { jitterSeconds: 600, overlap: 'allow' },
  })

  await hub.leap(8 * HOUR)

  const late = (await hub.runs('nightly')).map(
    ({ dueAt, startedAt }) => Date.parse(startedAt ?? dueAt) - Date.parse(dueAt),
  )
  expect(late.length).toBeGreaterThan(10)
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...late)).toBeLessThanOrEqual(601_000)
  expect(new Set(late).size).toBeGreaterThan(5)
})

it('runs now and backfills the due moments that did not run, after telling which', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.owner.save(NIGHTLY)
  await hub.pass(MINUTE)
  await hub.stop()
  await hub.leap(3 * DAY)
  await hub.owner.pause({ schedule: 'nightly' })
  await hub.start()
  const span = { from: '2026-11-19T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' }

  const told = await hub.owner.backfill({ schedule: 'nightly', ...span, isPreview: true })
  const before = hub.said().length
  const done = await hub.owner.backfill({ schedule: 'nightly', ...span, most: 2 })
  const again = await hub.owner.backfill({ schedule: 'nightly', ...span })
  const run = await hub.owner.run({ schedule: 'nightly' })

  expect(before).toBe(1)
  expect(told).toMatchObject({ alreadyRun: 1, leftOut: 0 })
  expect(told.due.at(-1)).toBe('2026-11-23T20:00:00.000Z')
  expect(done.due).toEqual(told.due.slice(-2))
  expect(again.due).toEqual(told.due.slice(0, -2))
  expect(run).toMatchObject({ cause: 'manual', state: 'waiting' })
})

it('fires on what happens: a change of state, a tag, a start; never on its own words or twice for one event', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api', { state: 'working' })
  const to: typeof NIGHTLY.what = { kind: 'message', to: ['owner'], body: 'Look. #deploy', messageKind: 'note' }
  const policy = { overlap: 'allow' } as const
  await hub.owner.save({
    name: 'on-idle',
    what: to,
    policy,
    when: { kind: 'event', on: 'session.idle', filter: 'name:api' },
  })
  await hub.owner.save({
    name: 'on-tag',
    what: to,
    policy,
    when: { kind: 'event', on: 'message.tagged', tag: 'deploy' },
  })

  await hub.see('web', { state: 'idle' })
  await hub.see('api', { state: 'idle' })
  await hub.see('api', { state: 'idle', title: 'another' })
  await hub.see('web', { state: 'working' })
  await hub.see('web', { state: 'idle' })
  await hub.say('all is ready for the #Deploy')
  await hub.say('a #deployment and c#deploy are others')
  await hub.copy('all is ready for the #Deploy')
  await hub.restart()

  expect(await hub.runs('on-idle')).toMatchObject([{ state: 'done', cause: 'event', detail: '1 in the mailbox' }])
  expect(await hub.runs('on-tag')).toHaveLength(1)
  expect(hub.bugs).toEqual([])
})

it('stops what fires itself over and over', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api', { state: 'working' })
  const what: typeof NIGHTLY.what = { kind: 'message', to: ['api'], body: 'Go on.' }
  await hub.owner.save({
    name: 'loop',
    what,
    policy: { overlap: 'allow' },
    when: { kind: 'event', on: 'session.idle' },
  })

  for (let round = 0; round < 40; round += 1) {
    await hub.see('api', { state: 'idle' })
    await hub.see('api', { state: 'working' })
  }

  expect(hub.said()).toHaveLength(30)
  expect((await hub.owner.list()).schedules[0]).toMatchObject({ state: 'paused', pause: { by: 'hub' } })
})

it('wakes only those whose inbox holds something, and reports to the owner', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.see('web', { state: 'blocked', detail: 'permission' })
  await hub.owner.save({
    name: 'drain',
    what: { kind: 'drain', to: ['is:idle'] },
    when: { kind: 'every', minutes: 10 },
  })
  await hub.owner.save({ name: 'report', what: { kind: 'report' }, when: { kind: 'every', minutes: 10 } })

  await hub.pass(11 * MINUTE)
  const empty = await hub.runs('drain')

  expect(empty).toMatchObject([{ state: 'empty', detail: 'no inbox holds anything unread' }])
  expect(hub.said()).toMatchObject([{ body: expect.stringMatching(/^Need you: web \(permission\)\./) as string }])
  expect(await hub.runs('report')).toMatchObject([{ state: 'done', detail: '1 in the mailbox' }])
})

it('runs nothing that an agent proposed until a person approves exactly what they read', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  const proposal = await hub.agent.propose(NIGHTLY)
  await hub.owner.save({ ...NIGHTLY, name: 'private' })

  await hub.pass(MINUTE)
  const quiet = await hub.runs('nightly')
  const wrong = hub.owner.approve({ schedule: 'nightly', contentHash: 'another' })
  await expect(wrong).rejects.toMatchObject({ code: 'conflict' })
  await expect(hub.owner.run({ schedule: 'nightly' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(hub.agent.edit({ schedule: 'nightly', name: 'mine' })).rejects.toMatchObject({ code: 'forbidden' })
  const approved = await hub.owner.approve({ schedule: 'nightly', contentHash: proposal.contentHash })
  await hub.leap(DAY)

  expect(quiet).toEqual([])
  expect((await hub.agent.list()).schedules.map(({ name }) => name)).toEqual(['nightly'])
  expect(proposal).toMatchObject({ state: 'proposed', nextAt: null, proposedBy: 'api' })
  expect(approved).toMatchObject({ state: 'active' })
  expect(await hub.runs('nightly')).toHaveLength(1)
})

it('speaks no words that were changed behind the back of who approved them', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.owner.save(NIGHTLY)
  const changed = JSON.stringify({ ...NIGHTLY.what, body: 'rm -rf /' })
  await hub.store.write(tx => tx.prepare('UPDATE schedules SET what = ?').run(changed))

  await hub.leap(DAY)

  expect(hub.said()).toEqual([])
  const [row] = (await hub.owner.list()).schedules
  expect(row).toMatchObject({ state: 'paused', pause: { by: 'hub', note: 'it is not what a person approved' } })
  await expect(hub.owner.resume({ schedule: 'nightly' })).rejects.toMatchObject({ code: 'conflict' })
  expect((await hub.owner.edit({ schedule: 'nightly', what: NIGHTLY.what })).state).toBe('paused')
})

it('removes a schedule with its times, and brings it back paused', async () => {
  await using hub = await startScheduleHub(EVENING)
  await hub.see('api')
  await hub.owner.save(NIGHTLY)
  await hub.owner.remove({ schedule: 'nightly' })

  await hub.leap(DAY)
  const restored = await hub.owner.restore({ schedule: 'nightly' })

  expect(hub.said()).toEqual([])
  expect(restored).toMatchObject({ name: 'nightly', state: 'paused' })
  await expect(hub.owner.restore({ schedule: 'nightly' })).rejects.toMatchObject({ code: 'conflict' })
})
