import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Inputs } from '#client/calls.ts'
import { eventually } from '../platform/eventually.ts'
import { isHeld, openRecorder, receiptsOnce, send, type RecorderPane } from '../support/panes.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
let ready: RecorderPane
/** Has a dialog open, until the last test closes it. */
let asking: RecorderPane
let dying: RecorderPane
beforeAll(async () => {
  hub = await startTempHub()
  const opened = await Promise.all([openRecorder(hub), openRecorder(hub, { dialog: true }), openRecorder(hub)])
  ;[ready, asking, dying] = opened
}, 30_000)
afterAll(() => hub[Symbol.asyncDispose]())

type Together = NonNullable<Inputs['messages']['send']['together']>

const sendTogether = (to: readonly (RecorderPane | 'owner')[], body: string, together: Together = {}) =>
  send(hub.client, { to: to.map(one => (one === 'owner' ? one : one.address)), body, together })
const receiptsOf = async (messageId: string) => (await hub.client.messages.receipts({ messageId })).deliveries
const saysWhoIsLate = (messageId: string) =>
  eventually(
    () => receiptsOf(messageId),
    receipts => receipts.some(({ steps }) => steps.at(-1)?.evidence.startsWith('all wait for this one: ') === true),
  )
const isInInbox = async (id: string) =>
  (await hub.client.inbox.list({ all: 'true' })).messages.some(message => message.id === id)

it('takes a message back from everybody when one target was not ready in time, or can never be', async () => {
  const late = await sendTogether([ready, asking], 'in time or not', { waitSeconds: 1 })
  const ends = await receiptsOnce(hub, late.messageId, ({ state }) => state === 'cancelled')
  expect(ends[0]?.steps.at(-1)?.evidence).toContain('taken back before anything was typed: not ready in time: ')

  const { messageId } = await sendTogether([ready, dying, asking], 'never')
  await hub.tmux.run('kill-pane', '-t', dying.pane)
  const lost = await receiptsOnce(hub, messageId, ({ state }) => state !== 'held')
  expect(lost.map(({ state }) => state)).toEqual(['cancelled', 'failed', 'cancelled'])
  expect([...ready.log().bytes, ...asking.log().bytes]).toEqual([])
}, 40_000)

it('sends to those that are ready when that was said before, and goes without whom a person leaves out', async () => {
  const some = await sendTogether([ready, asking], 'who can', { waitSeconds: 1, otherwise: 'send_ready' })
  const isOver = ({ state }: { readonly state: string }) => state === 'confirmed' || state === 'cancelled'
  expect((await receiptsOnce(hub, some.messageId, isOver)).map(({ state }) => state)).toEqual([
    'confirmed',
    'cancelled',
  ])

  const { messageId } = await sendTogether([ready, asking], 'without it')
  await hub.client.messages.cancel({ messageId, target: asking.address })
  await receiptsOnce(hub, messageId, isOver)

  expect(ready.log().submits).toEqual(['who can', 'without it'])
  expect(asking.log().bytes.length).toBe(0)
}, 40_000)

it('refuses a message that would expire before its targets were waited for', async () => {
  const request = { to: ready.address, body: 'too short', expiresInSeconds: 5, together: { waitSeconds: 5 } }
  await expect(send(hub.client, request)).rejects.toThrow('before its targets were waited for')
})

it('holds all of a message over a kill until its last target is ready, in mailboxes too, and then all go', async () => {
  const { messageId, deliveries } = await sendTogether(['owner', ready, asking], 'now, all of you')
  expect(deliveries.map(({ state, reason }) => `${state} ${reason}`)).toEqual(Array(3).fill('held waiting_for_all'))
  const behind = await send(hub.client, { to: ready.address, body: 'the next one' })

  await hub.kill9()
  await hub.restart()
  await saysWhoIsLate(messageId)
  await receiptsOnce(hub, behind.messageId, isHeld)
  expect(await isInInbox(messageId)).toBe(false)
  expect(ready.log().submits).not.toContain('now, all of you')
  await hub.tmux.run('send-keys', '-t', asking.pane, 'Escape')

  const isThere = ({ lane, state }: { readonly lane: string; readonly state: string }) =>
    state === (lane === 'mailbox' ? 'queued' : 'confirmed')
  const ends = await receiptsOnce(hub, messageId, isThere)
  await receiptsOnce(hub, behind.messageId, isThere)
  const letGo = ends.map(({ steps }) => steps.find(({ state }) => state === 'queued'))
  const sentAt = ends.flatMap(({ steps }) => steps.filter(({ state }) => state === 'sending').map(({ at }) => at))
  expect(letGo.map(step => step?.evidence.split(':')[0])).toEqual(Array(3).fill('all 3 targets are ready'))
  expect(letGo.every(step => sentAt.every(at => (step?.at ?? '') <= at))).toBe(true)
  expect(ready.log().submits.slice(-2)).toEqual(['now, all of you', 'the next one'])
  expect(asking.log()).toMatchObject({ submits: ['now, all of you'], approvals: 0 })
  expect(await isInInbox(messageId)).toBe(true)

  const back = await hub.client.messages.cancel({ messageId })
  expect(back.deliveries.map(({ state }) => state)).toEqual(['cancelled', 'confirmed', 'confirmed'])
  expect(await isInInbox(messageId)).toBe(false)
}, 60_000)
