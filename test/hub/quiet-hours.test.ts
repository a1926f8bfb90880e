import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { startAttentionHub } from '../support/attention-hub.ts'

const HOUR = 3_600_000
/** 2026-11-28, a Saturday, 21:30 in Berlin. */
const EVENING = Date.UTC(2026, 10, 28, 20, 30)
const NIGHT = {
  who: 'owner',
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  from: '22:00',
  to: '07:00',
  zone: 'Europe/Berlin',
} as const
const night = (who: string = NIGHT.who) => ({ ...NIGHT, days: [...NIGHT.days], who })

const bodies = ({ messages }: { readonly messages: readonly { readonly body: string }[] }) =>
  messages.map(({ body }) => body)

it('holds notes to the owner, lets tasks through, and sums up what waited when the night is over', async () => {
  await using hub = await startAttentionHub(EVENING)
  await hub.see('api')
  await hub.see('web')
  expect(await hub.owner.quiet.set(night())).toMatchObject({ until: null, next: '2026-11-28T21:00:00.000Z' })
  const say = (from: string, body: string, kind: 'note' | 'task') =>
    hub.as(from).messages.send({ messageId: randomUUID(), to: ['owner'], body, kind })

  const early = await say('api', 'before', 'note')
  await hub.pass(HOUR)
  const held = await say('api', 'done with the tests', 'note')
  await say('web', 'done too', 'note')
  const task = await say('web', 'may I deploy?', 'task')

  expect([early, held, task].map(({ deliveries: [one] }) => [one?.state, one?.reason])).toEqual([
    ['queued', null],
    ['held', 'quiet_hours'],
    ['queued', null],
  ])
  expect(held.deliveries[0]?.steps.at(-1)?.evidence).toContain('quiet hours of owner until Sun 07:00 (Europe/Berlin)')
  expect(bodies(await hub.owner.inbox.list({}))).toEqual(['before', 'may I deploy?'])
  expect(bodies(await hub.owner.inbox.list({ all: 'true' }))).toHaveLength(4)
  expect((await hub.owner.quiet.list()).quiet[0]).toMatchObject({ until: '2026-11-29T06:00:00.000Z', held: 2 })

  await hub.leap(9 * HOUR)

  const digest = 'Quiet hours are over. 2 notes waited: 1 from api, 1 from web. They are in your inbox now.'
  expect(bodies(await hub.owner.inbox.list({}))).toEqual([
    'before',
    'done with the tests',
    'done too',
    'may I deploy?',
    digest,
  ])
  const { deliveries } = await hub.owner.messages.receipts({ messageId: held.messageId })
  expect(deliveries).toMatchObject([{ state: 'queued', reason: null }])
  await hub.restart()
  await hub.pass(HOUR)
  expect(bodies(await hub.owner.inbox.list({})).filter(body => body === digest)).toHaveLength(1)
  expect(hub.bugs).toEqual([])
})

it('holds the notes to a group on every lane, in a preview too, until the group or the hours let go', async () => {
  await using hub = await startAttentionHub(EVENING + HOUR)
  const api = await hub.see('api')
  await hub.see('web')
  await hub.owner.groups.save({ name: 'night', members: [api.address] })
  await hub.owner.quiet.set(night('@night'))
  const note = { to: ['api', 'web'], body: 'when you have time', kind: 'note', lane: 'terminal' } as const

  const { deliveries: planned } = await hub.owner.messages.plan({ ...note, to: ['api'] })
  await hub.owner.messages.send({ ...note, to: [...note.to], messageId: randomUUID() })
  await hub.owner.messages.send({ to: ['api'], body: 'fix it now', lane: 'terminal', messageId: randomUUID() })
  await hub.pass(60_000)

  expect(planned).toMatchObject([{ outcome: 'hold', reason: 'quiet_hours' }])
  expect(hub.carried.toSorted()).toEqual(['fix it now', 'when you have time'])
  expect(bodies(await hub.as('api').inbox.list({}))).toEqual(['fix it now'])

  await hub.owner.groups.remove({ name: 'night', members: [api.address] })
  await hub.pass(30_000)

  expect(hub.carried).toHaveLength(3)
  expect(hub.bugs).toEqual([])
})

it('lets go at once when the hours are ended, and of nothing after a restart inside of them', async () => {
  await using hub = await startAttentionHub(EVENING + HOUR)
  await hub.owner.quiet.set(night())
  await hub.see('api')
  const { messageId } = await hub
    .as('api')
    .messages.send({ messageId: randomUUID(), to: ['owner'], body: 'later', kind: 'note' })

  await hub.restart()
  await hub.pass(HOUR)
  const before = await hub.owner.messages.receipts({ messageId })
  await hub.owner.quiet.remove({ who: 'owner' })
  await hub.settled()
  const after = await hub.owner.messages.receipts({ messageId })

  expect([before, after].map(({ deliveries: [one] }) => one?.state)).toEqual(['held', 'queued'])
  // One note alone speaks for itself.
  expect(bodies(await hub.owner.inbox.list({}))).toEqual(['later'])
})

it.each([
  [{ zone: 'Mars/Olympus' }, 'bad_request'],
  [{ from: '07:00' }, 'bad_request'],
  [{ who: '@nobody' }, 'not_found'],
])('refuses quiet hours that cannot be: %o', async (change, code) => {
  await using hub = await startAttentionHub(EVENING)

  await expect(hub.owner.quiet.set({ ...night(), ...change })).rejects.toMatchObject({ code })
  await expect(hub.owner.quiet.remove({ who: 'owner' })).rejects.toMatchObject({ code: 'not_found' })
})

it('forgets the quiet hours and the level of a group that is removed, and lets go what they held', async () => {
  await using hub = await startAttentionHub(EVENING)
  const api = await hub.see('api')
  await hub.owner.groups.save({ name: 'night', members: [api.address] })
  await hub.owner.quiet.set(night('@night'))
  await hub.owner.attention.level({ who: '@night', level: 'none' })
  await hub.pass(HOUR)
  const sent = await hub.owner.messages.send({ messageId: randomUUID(), to: ['api'], body: 'a note', kind: 'note' })

  await hub.owner.groups.remove({ name: 'night' })
  await hub.settled()

  expect(sent.deliveries).toMatchObject([{ state: 'held', reason: 'quiet_hours' }])
  expect((await hub.owner.quiet.list()).quiet).toEqual([])
  expect((await hub.owner.attention.get()).levels).toEqual([])
  const { deliveries } = await hub.owner.messages.receipts({ messageId: sent.messageId })
  expect(deliveries).toMatchObject([{ state: 'queued', reason: null }])
  expect(hub.bugs).toEqual([])
})
