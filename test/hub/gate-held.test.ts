import { execFile as execFileWithCallback } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Delivery, DeliveryReason } from '#client/calls.ts'
import { attachPerson } from '../support/attached-person.ts'
import {
  deliver,
  describe as words,
  isHeld,
  isSettled,
  openRecorder,
  receiptOnce,
  seenAs,
  send,
  type RecorderPane,
} from '../support/panes.ts'
import { scaled, scaledLimit } from '../support/scale.ts'
import type { RecorderOptions } from '../support/recorder.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

const TRIES = scaled(10, 200)
/** What is held must be on its way this soon after the reason has gone, in milliseconds. */
const RELEASE = 5_000

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

interface Obstacle {
  readonly recorder?: RecorderOptions
  readonly reason: DeliveryReason
  arrange?(pane: string): Promise<unknown>
  clear(pane: string): Promise<unknown>
}

const execFile = promisify(execFileWithCallback)
const fact = (pane: string, name: string) => tmux('display-message', '-p', '-t', pane, `#{${name}}`)
const tmux = (...args: readonly string[]) => hub.tmux.run(...args)
const OBSTACLES: readonly (readonly [string, Obstacle])[] = [
  [
    'a permission dialog is open',
    { recorder: { dialog: true }, reason: 'blocked', clear: pane => tmux('send-keys', '-t', pane, 'Escape') },
  ],
  [
    'the program works',
    {
      recorder: { startBusy: 3_600_000 },
      reason: 'working',
      clear: async pane => process.kill(Number(await fact(pane, 'pane_pid')), 'SIGUSR2'),
    },
  ],
  [
    'a draft stands in the composer',
    { recorder: { draft: 'half a thou' }, reason: 'draft', clear: pane => tmux('send-keys', '-t', pane, 'C-u') },
  ],
  [
    'the pane is in copy mode',
    {
      reason: 'copy_mode',
      arrange: pane => tmux('copy-mode', '-t', pane),
      clear: pane => tmux('send-keys', '-t', pane, '-X', 'cancel'),
    },
  ],
  [
    'a shell has taken the keys for its own, as before `fg` brings an agent back',
    {
      reason: 'state_unknown',
      arrange: async pane => execFile('stty', ['-F', await fact(pane, 'pane_tty'), 'icanon', 'echo']),
      clear: async pane => process.kill(Number(await fact(pane, 'pane_pid')), 'SIGCONT'),
    },
  ],
]

it.concurrent.each(OBSTACLES)(
  'types nothing while %s, says why, and delivers once when that is over [S2]',
  async (_what, { recorder: options = {}, reason, arrange, clear }) => {
    const recorder = await openRecorder(hub, options)
    await arrange?.(recorder.pane)

    await tryAndWithdraw(recorder, reason)
    const { messageId } = await send(hub.client, { to: recorder.address, body: 'when you are ready' })
    const held = await receiptOnce(hub, messageId, isSettled)
    const given = recorder.log().bytes.length
    await clear(recorder.pane)
    const cleared = Date.now()
    const end = await receiptOnce(hub, messageId, ({ state }) => state === 'confirmed')

    expect(held, words(held)).toMatchObject({ state: 'held', reason, attempts: 0 })
    expect(given).toBe(0)
    expect(Date.parse(end.steps.at(-1)?.at ?? '') - cleared).toBeLessThan(RELEASE)
    expect(recorder.log()).toMatchObject({ submits: ['when you are ready'], approvals: 0 })
  },
  scaledLimit(30_000),
)

it.concurrent('never types on top of what a person is typing, and waits until they have been away for three seconds [S2]', async () => {
  const session = `person-${randomUUID().slice(0, 8)}`
  const recorder = await openRecorder(hub, {}, { name: session })
  await using person = await attachPerson(hub.tmux, session)
  person.type('half a thou')
  await seenAs(hub, recorder.address, ({ detail }) => detail === 'draft')

  const { messageId } = await send(hub.client, { to: recorder.address, body: 'from the hub' })
  const overDraft = await receiptOnce(hub, messageId, isSettled)
  person.type('ght')
  await new Promise(resolve => setTimeout(resolve, 1_100))
  person.type('\x15')
  const clearedAt = Date.now()
  const overKeys = await receiptOnce(
    hub,
    messageId,
    ({ reason, state }) => reason === 'human_typing' || state !== 'held',
  )
  const end = await receiptOnce(hub, messageId, ({ state }) => state === 'confirmed')

  expect(overDraft, words(overDraft)).toMatchObject({ state: 'held', reason: 'draft' })
  expect(overKeys, words(overKeys)).toMatchObject({ state: 'held', reason: 'human_typing' })
  const bytes = recorder.log().bytes.toString()
  expect(bytes).toBe('half a thought\x15from the hub\r')
  const ours = recorder.log().rows.findLast(row => row.kind === 'first')?.t ?? 0
  // tmux dates keys by the second, so up to one second of the three may have passed before.
  expect(ours - clearedAt).toBeGreaterThan(2_000)
  expect(ours - clearedAt).toBeLessThan(3_000 + RELEASE)
  expect(end).toMatchObject({ attempts: 1 })
  expect(recorder.log().submits).toEqual(['from the hub'])
}, 30_000)

it.concurrent('waits for an agent that was suspended after the message was accepted, and types nothing into its shell [S2]', async () => {
  const { address, pane, log, agentPid } = await openUnderShell()
  const { messageId } = await send(hub.client, { to: address, body: 'touch canary' })
  await receiptOnce(hub, messageId, ({ reason }) => reason === 'blocked')

  process.kill(agentPid, 'SIGSTOP')
  await seenAs(hub, address, ({ kind }) => kind === 'shell')
  const held = await receiptOnce(hub, messageId, ({ reason, state }) => reason === 'not_in_front' || state !== 'held')
  const shown = await tmux('capture-pane', '-p', '-t', pane)
  await tmux('send-keys', '-t', pane, 'fg', 'Enter')
  await seenAs(hub, address, ({ kind, state }) => kind === 'recorder' && state === 'blocked')
  await tmux('send-keys', '-t', pane, 'Escape')
  const end = await receiptOnce(hub, messageId, ({ state }) => state !== 'held' && state !== 'queued')

  expect(held, words(held)).toMatchObject({ state: 'held', reason: 'not_in_front', attempts: 0 })
  expect(shown).not.toContain('touch canary')
  expect(words(end)).toContain('attempts=1')
  await receiptOnce(hub, messageId, ({ state }) => state === 'confirmed')
  expect(log().submits).toEqual(['touch canary'])
}, 30_000)

/** A recorder that a shell runs in front, asking for permission. */
async function openUnderShell() {
  const model = await openRecorder(hub, { dialog: true })
  const pane = await tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-x', '100', '-y', '30', 'bash --norc -i')
  const address = `tmux:default/${pane}`
  await tmux('kill-pane', '-t', model.pane)
  await seenAs(hub, address, ({ kind }) => kind === 'shell')
  await tmux('send-keys', '-t', pane, model.command.join(' '), 'Enter')
  const agent = await seenAs(hub, address, ({ kind, state }) => kind === 'recorder' && state === 'blocked')
  return { address, pane, log: model.log, agentPid: agent?.pid ?? 0 }
}

/** Sends over and over; each time it must be held for this reason, with evidence, and can be withdrawn. */
async function tryAndWithdraw({ address }: RecorderPane, reason: DeliveryReason): Promise<void> {
  const wrong: Delivery[] = []
  for (let attempt = 1; attempt < TRIES; attempt++) {
    const delivery = await deliver(hub, { to: address, body: '1' }, isSettled)
    if (!isHeld(delivery) || delivery.reason !== reason || delivery.steps.at(-1)?.evidence === '') wrong.push(delivery)
    await hub.client.messages.cancel({ messageId: delivery.messageId })
  }
  expect(wrong.map(words)).toEqual([])
}
