import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { LOOP_LIMITS } from '#domain/loop-guard.ts'
import { startAttentionHub, type AttentionHub } from '../support/attention-hub.ts'

const NOON = Date.UTC(2026, 10, 28, 12)

const inbox = async (hub: AttentionHub, name: string) =>
  (await (name === 'owner' ? hub.owner : hub.as(name)).inbox.list({})).messages

async function switchOn(hub: AttentionHub, ...rules: Parameters<AttentionHub['owner']['rules']['save']>[0]['rules']) {
  await hub.owner.rules.save({ rules })
  for (const { name } of rules) {
    await hub.owner.rules.test({ rule: name })
    await hub.owner.rules.turn({ rule: name, isOn: true })
  }
}

async function say(hub: AttentionHub, from: string, to: readonly string[], body: string) {
  const calls = from === 'owner' ? hub.owner : hub.as(from)
  const sent = await calls.messages.send({ messageId: randomUUID(), to: [...to], body, kind: 'note' })
  await hub.settled()
  return sent
}

it('is off until it was tested on past messages, which sends nothing, and takes up only what comes after', async () => {
  await using hub = await startAttentionHub(NOON)
  await hub.see('api')
  await hub.see('ops')
  await say(hub, 'api', ['owner'], 'old #deploy')
  await say(hub, 'api', ['owner'], 'old news')
  const { rules } = hub.owner

  await rules.save({ rules: [{ name: 'deploys', when: { tag: 'deploy' }, to: ['ops'] }] })
  await expect(rules.turn({ rule: 'deploys', isOn: true })).rejects.toMatchObject({ code: 'conflict' })
  const tested = await rules.test({ rule: 'deploys' })
  await rules.turn({ rule: 'deploys', isOn: true })
  await hub.settled()
  const before = await inbox(hub, 'ops')
  await say(hub, 'api', ['owner'], 'new #deploy')

  expect(tested).toMatchObject({ looked: 2, matched: 1, rule: { isOn: false, isTested: true } })
  expect(tested.matches[0]?.text).toMatch(/^Passed on by rule deploys, from agent api .*:\nold #deploy$/)
  expect(before).toEqual([])
  expect(await inbox(hub, 'ops')).toMatchObject([
    { from: 'rule:deploys', kind: 'note', body: expect.stringMatching(/^Passed on by rule deploys.*\nnew #deploy$/) },
  ])
  // Another meaning is another rule, which nobody has seen at work.
  const [changed] = (await rules.save({ rules: [{ name: 'deploys', when: { tag: 'x' }, to: ['ops'] }] })).rules
  expect(changed).toMatchObject({ isOn: false, isTested: false })
  expect(hub.bugs).toEqual([])
})

it('copies once, to those who have not got it, never with the authority of the owner, over a restart', async () => {
  await using hub = await startAttentionHub(NOON)
  for (const name of ['api', 'ops', 'web']) await hub.see(name)
  await hub.owner.groups.save({ name: 'team', members: ['api', 'ops', 'web'] })
  await switchOn(hub, { name: 'all', when: { text: 'release' }, to: ['@team', 'owner'], as: 'note' })

  const fromOwner = await say(hub, 'owner', ['ops'], 'the Release is near')
  await say(hub, 'api', ['web'], 'release it')
  await hub.restart()

  expect((await inbox(hub, 'api')).map(({ from }) => from)).toEqual(['rule:all'])
  expect((await inbox(hub, 'ops')).map(({ from }) => from)).toEqual(['owner', 'rule:all'])
  expect((await inbox(hub, 'web')).map(({ from }) => from)).toEqual(['rule:all', 'api'])
  expect((await inbox(hub, 'owner')).map(({ from }) => from)).toEqual(['rule:all'])
  const copy = hub.events.find(
    ({ type, data }) => type === 'message.accepted' && 'from' in data && data.from.name === 'rule:all',
  )
  expect(copy?.data).toMatchObject({ from: { kind: 'agent', address: null }, root: fromOwner.messageId, hops: 1 })
  expect((await hub.owner.rules.list()).rules).toMatchObject([{ copies: 2, problem: '' }])
  expect(hub.bugs).toEqual([])
})

it('is parked by the loop guard when two of them pass to each other for ever, told, and switched off', async () => {
  await using hub = await startAttentionHub(NOON)
  await hub.see('api')
  await hub.see('web')
  await switchOn(
    hub,
    { name: 'there', when: { text: 'ping' }, to: ['api'] },
    { name: 'back', when: { from: 'rule:there' }, to: ['web'] },
    { name: 'again', when: { from: 'rule:back' }, to: ['api'], format: 'pong' },
    { name: 'more', when: { from: 'rule:again' }, to: ['web'], format: 'ping {{body}}' },
  )

  const { messageId } = await say(hub, 'owner', ['owner'], 'ping')
  await hub.settled()

  const { rules } = await hub.owner.rules.list()
  expect(rules.filter(({ isOn }) => !isOn)).toMatchObject([
    { problem: expect.stringMatching(/^switched off: The loop guard stopped this/) },
  ])
  expect(hub.events.filter(({ type }) => type === 'loop.parked').map(({ data }) => data)).toMatchObject([
    { root: messageId },
  ])
  const hops = hub.events.flatMap(event => (event.type === 'message.accepted' ? [event.data.hops] : []))
  expect(Math.max(...hops)).toBe(LOOP_LIMITS.hops)
  expect(hub.bugs).toEqual([])
})

it('says with the rule why a copy could not be made, and what cannot be a rule', async () => {
  await using hub = await startAttentionHub(NOON)
  const { rules } = hub.owner
  await switchOn(hub, { name: 'lost', when: { kind: 'note' }, to: ['name:nobody'] })

  await say(hub, 'owner', ['owner'], 'hello')

  expect((await rules.list()).rules).toMatchObject([
    { isOn: true, copies: 0, problem: expect.stringContaining('nobody') },
  ])
  const bad = (draft: object) => rules.save({ rules: [{ name: 'bad', when: { tag: 'x' }, to: ['owner'], ...draft }] })
  await expect(bad({ when: {} })).rejects.toMatchObject({ code: 'bad_request' })
  await expect(bad({ when: { text: '/(a+)+/' } })).rejects.toMatchObject({ code: 'bad_request' })
  await expect(bad({ format: '{{secret}}' })).rejects.toMatchObject({ code: 'bad_request' })
  await expect(bad({ to: ['bridge:slack'] })).rejects.toMatchObject({ code: 'unsupported' })
  await expect(rules.test({ rule: 'bad' })).rejects.toMatchObject({ code: 'not_found' })
})

it('waits where a tag is busy, tells its owner, loses no copy and stays on', async () => {
  await using hub = await startAttentionHub(NOON)
  for (const name of ['api', 'web', 'ops']) await hub.see(name)
  await switchOn(hub, { name: 'deploys', when: { tag: 'deploy' }, to: ['ops'] })

  const words = Array.from({ length: 14 }, (_, place) => `#deploy ${place}`)
  for (const body of words) await say(hub, 'owner', ['web'], body)
  const fast = await hub.owner.rules.list()
  const first = await inbox(hub, 'ops')
  await hub.pass(90_000)

  expect(first).toHaveLength(LOOP_LIMITS.toRecipient)
  expect(fast.rules).toMatchObject([
    { isOn: true, problem: expect.stringContaining('slowed down: 10 messages to one') },
  ])
  expect((await inbox(hub, 'ops')).map(({ body }) => body.split('\n')[1])).toEqual(words)
  expect((await hub.owner.rules.list()).rules).toMatchObject([{ isOn: true, copies: 14, problem: '' }])
  expect(hub.events.filter(({ type }) => type === 'loop.parked')).toEqual([])
  expect(hub.bugs).toEqual([])
})
