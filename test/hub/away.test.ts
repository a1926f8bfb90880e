import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { startAttentionHub } from '../support/attention-hub.ts'

const MINUTE = 60_000
const NOON = Date.UTC(2026, 10, 28, 12)

it('sums up an absence once, with the first deed after it, and over a restart', async () => {
  await using hub = await startAttentionHub(NOON)
  const { away, groups, messages } = hub.owner
  await hub.see('api')
  await hub.see('web')
  expect(await away.back()).toEqual({ away: null })

  await hub.leap(2 * 60 * MINUTE)
  await hub.see('web', { state: 'done' })
  await hub.see('api', { state: 'blocked', detail: 'permission' })
  const say = (from: string, kind: 'task' | 'note') =>
    hub.as(from).messages.send({ messageId: randomUUID(), to: ['owner'], body: 'hello', kind })
  await say('api', 'task')
  await say('web', 'note')
  await groups.save({ name: 'team', members: ['api'] })
  const first = await away.get()
  await hub.restart()
  await hub.pass(2 * MINUTE)
  const second = await away.back()
  await away.dismiss()

  expect(first.away).toMatchObject({ from: '2026-11-28T12:00:00.000Z', isDismissed: false })
  expect(first.away?.lines.map(({ text }) => text)).toEqual([
    'Needs you: api',
    'Asked you: api',
    'Finished: web',
    'Wrote notes to you: web',
  ])
  expect(second).toEqual(first)
  expect((await away.back()).away?.isDismissed).toBe(true)
  await hub.settled()
  expect(hub.events.filter(({ type }) => type === 'away.changed')).toHaveLength(2)
  // Short pauses are none, and neither are the deeds of agents.
  await hub.leap(8 * MINUTE)
  await messages.send({ messageId: randomUUID(), to: ['web'], body: 'thanks', kind: 'note' })
  expect((await away.get()).away?.isDismissed).toBe(true)
  expect(hub.bugs).toEqual([])
})

it('says nothing of an absence in which nothing happened', async () => {
  await using hub = await startAttentionHub(NOON)
  await hub.owner.away.back()

  await hub.leap(24 * 60 * MINUTE)

  expect(await hub.owner.away.back()).toEqual({ away: null })
})
