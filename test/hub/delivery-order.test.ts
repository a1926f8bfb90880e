import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  deliver,
  isEnded,
  isHeld,
  openPane,
  openRecorder,
  receiptOnce,
  receiptsOnce,
  seenAs,
  send,
  type RecorderPane,
} from '../support/panes.ts'
import { scaled, scaledLimit } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const closeDialog = ({ pane }: RecorderPane) => hub.tmux.run('send-keys', '-t', pane, 'Escape')
const isConfirmed = ({ state }: { readonly state: string }) => state === 'confirmed'
/** Long enough for anything that should not happen to happen: longer than the hub waits before it looks again. */
const aWhile = () => new Promise(resolve => setTimeout(resolve, 1_500))

it.concurrent(
  'keeps the order of each sender at each target [R10]',
  async () => {
    const recorder = await openRecorder(hub, { startBusy: 1_000, busy: 0 })
    const bodies = Array.from({ length: scaled(12, 200) }, (_, index) => `message ${index}`)
    const agents = bodies.slice(0, 8)

    const sent: string[] = []
    for (const [index, body] of bodies.entries()) {
      sent.push((await send(hub.client, { to: recorder.address, body })).messageId)
      const fromAgent = agents[index]
      if (fromAgent !== undefined)
        sent.push((await send(hub.agents, { to: recorder.address, body: fromAgent })).messageId)
    }
    for (const messageId of sent) await receiptOnce(hub, messageId, isConfirmed, scaledLimit(40_000))

    const { submits } = recorder.log()
    expect(submits.filter(text => !text.startsWith('[comms '))).toEqual(bodies)
    expect(submits.filter(text => text.startsWith('[comms ')).map(text => text.split(': ')[1])).toEqual(agents)
  },
  scaledLimit(60_000),
)

it.concurrent('does not make one target wait for another', async () => {
  const [slow, held, quick] = await Promise.all([
    openRecorder(hub, { slowEcho: 2_000 }),
    openRecorder(hub, { dialog: true }),
    openRecorder(hub),
  ])

  const { messageId } = await send(hub.client, {
    to: [slow, held, quick].map(one => one.address),
    body: 'all at once',
  })
  const now = await receiptsOnce(
    hub,
    messageId,
    ({ to, state }) => to.address !== quick.address || state === 'confirmed',
  )
  const later = await receiptsOnce(
    hub,
    messageId,
    ({ to, state }) => to.address !== slow.address || state === 'confirmed',
  )

  const stateOf = (receipts: typeof now, { address }: RecorderPane) =>
    receipts.find(({ to }) => to.address === address)?.state
  expect(stateOf(now, slow)).not.toBe('confirmed')
  expect(stateOf(now, held)).toBe('held')
  expect(stateOf(later, held)).toBe('held')
  expect(held.log().bytes.length).toBe(0)
})

it.concurrent('sends a message once, however often the same request comes', async () => {
  const recorder = await openRecorder(hub)
  const request = { messageId: randomUUID(), to: recorder.address, body: 'just once' }

  const answers = await Promise.all(Array.from({ length: 5 }, () => send(hub.client, request)))
  const end = await receiptOnce(hub, request.messageId, isEnded)
  const late = await send(hub.client, request)
  await aWhile()

  expect(new Set(answers.map(({ deliveries }) => deliveries[0]?.id))).toEqual(new Set([end.id]))
  expect(late.deliveries).toEqual([end])
  expect(recorder.log().submits).toEqual(['just once'])
})

it.concurrent('refuses a known id that says something else, and types nothing of it', async () => {
  const [first, second] = await Promise.all([openRecorder(hub), openRecorder(hub)])
  const { messageId } = await deliver(hub, { to: first.address, body: 'the first words' })

  const otherWords = send(hub.client, { messageId, to: first.address, body: 'other words' })
  const otherTarget = send(hub.client, { messageId, to: second.address, body: 'the first words' })

  await expect(otherWords).rejects.toMatchObject({ code: 'conflict' })
  await expect(otherTarget).rejects.toMatchObject({ code: 'conflict' })
  expect([first.log().submits, second.log().bytes.length]).toEqual([['the first words'], 0])
})

it.concurrent('types nothing of what was withdrawn while it waited [R10]', async () => {
  const recorder = await openRecorder(hub, { dialog: true })
  const withdrawn = await deliver(hub, { to: recorder.address, body: 'never mind' }, isHeld)
  const behind = await send(hub.client, { to: recorder.address, body: 'what stood behind it' })

  const { deliveries } = await hub.client.messages.cancel({ messageId: withdrawn.messageId })
  await closeDialog(recorder)
  await receiptOnce(hub, behind.messageId, isConfirmed)

  expect(deliveries[0]).toMatchObject({ state: 'cancelled', attempts: 0 })
  expect(recorder.log().submits).toEqual(['what stood behind it'])
  await expect(hub.client.messages.cancel({ messageId: behind.messageId })).rejects.toMatchObject({ code: 'too_late' })
})

it.concurrent('types nothing of what expired while it waited [R10]', async () => {
  const recorder = await openRecorder(hub, { dialog: true })

  const expired = await deliver(hub, { to: recorder.address, body: 'too late', expiresInSeconds: 1 })
  await closeDialog(recorder)
  await aWhile()

  expect(expired).toMatchObject({ state: 'expired', attempts: 0 })
  expect(Date.parse(expired.steps.at(-1)?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(expired.expiresAt))
  expect(recorder.log()).toMatchObject({ submits: [], approvals: 0 })
  expect(recorder.log().bytes.toString()).toBe('\x1b')
})

it.concurrent('delivers what was skipped once a person asks again and an agent is there', async () => {
  const model = await openRecorder(hub)
  const { pane, address } = await openPane(hub, ['bash', '--norc', '-i'], ({ kind }) => kind === 'shell')
  const skipped = await deliver(hub, { to: address, body: 'second time lucky' })
  await hub.tmux.run('send-keys', '-t', pane, model.command.join(' '), 'Enter')
  await seenAs(hub, address, ({ kind, state }) => kind === 'recorder' && state === 'idle')
  await aWhile()
  const before = model.log().submits

  await hub.client.messages.retry({ messageId: skipped.messageId })
  const end = await receiptOnce(hub, skipped.messageId, isEnded)

  expect(skipped).toMatchObject({ state: 'skipped', reason: 'shell', attempts: 0 })
  expect(before).toEqual([])
  expect(end).toMatchObject({ state: 'confirmed', attempts: 1 })
  expect(model.log().submits).toEqual(['second time lucky'])
})

it('never tries again by itself what is uncertain, not even after a restart', async () => {
  await using own = await startTempHub()
  const deaf = await openRecorder(own, { deaf: true })
  const first = await deliver(own, { to: deaf.address, body: 'can you hear me' })

  await own.restart()
  await own.kill9()
  await own.restart()
  const second = await deliver(own, { to: deaf.address, body: 'and now' }, isHeld)
  const still = await receiptOnce(own, first.messageId, () => true)

  expect(first).toMatchObject({ state: 'uncertain', reason: 'echo_not_seen', attempts: 1, presses: 0 })
  expect(still).toEqual(first)
  expect(second).toMatchObject({ state: 'held', reason: 'unread_input', attempts: 0 })
  expect(await own.bugs()).toEqual([])
})

it.concurrent('says of a message behind a held one why it waits, and delivers both in order once the way is free', async () => {
  const recorder = await openRecorder(hub, { dialog: true })

  const first = await send(hub.client, { to: recorder.address, body: 'the first' })
  await receiptOnce(hub, first.messageId, isHeld)
  const second = await send(hub.client, { to: recorder.address, body: 'the second' })

  expect(await receiptOnce(hub, second.messageId, isHeld)).toMatchObject({ reason: 'behind_another' })
  await closeDialog(recorder)
  await receiptOnce(hub, second.messageId, isConfirmed, 20_000)
  expect(recorder.log().submits).toEqual(['the first', 'the second'])
})
