import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import {
  openFakeClaude,
  sessionIdOf,
  startBackgroundClaude,
  type BackgroundClaude,
  type FakeClaude,
} from '../support/fake-claude.ts'
import { deliver, findSession, receiptOnce, seenAs, send } from '../support/panes.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
let anna: FakeClaude
let worker: BackgroundClaude

beforeAll(async () => {
  hub = await startTempHub()
  anna = await openFakeClaude(hub, { name: 'anna' })
  worker = startBackgroundClaude(anna, 'worker')
  await seenAs(hub, worker.address, ({ state }) => state === 'idle')
})

afterAll(async () => {
  for (const claude of [worker, anna]) claude[Symbol.dispose]()
  await hub[Symbol.asyncDispose]()
})

it('is a session with its own word for its state', async () => {
  worker.tell('waiting permission prompt')
  const blocked = await seenAs(hub, worker.address, ({ state }) => state === 'blocked')
  worker.tell('busy')
  await seenAs(hub, worker.address, ({ state }) => state === 'working')
  worker.tell('idle')
  await seenAs(hub, worker.address, ({ state }) => state === 'idle')

  expect(blocked).toMatchObject({ backend: 'claude', name: 'worker', kind: 'claude', detail: 'permission', tty: '' })
  expect(blocked?.evidence.source).toBe('registry')
})

it('takes the owner’s words by its inbox, and nobody’s by a terminal', async () => {
  const receipt = await deliver(hub, { to: 'worker', body: 'by name' })
  const { deliveries } = await hub.client.messages.plan({ to: [worker.address], body: 'x' })

  expect(receipt).toMatchObject({ lane: 'inbox', state: 'confirmed', to: { address: worker.address } })
  expect(deliveries[0]?.detail).toContain("every word counts as somebody else's")
  await expect(send(hub.client, { to: 'worker', body: 'x', lane: 'terminal' })).rejects.toThrow(
    /There is no terminal lane to worker: it runs in the background/,
  )
})

it.each([
  ['screen', (target: string) => hub.client.sessions.screen({ target }), /has no screen/],
  ['focus', (target: string) => hub.client.sessions.focus({ target }), /no window to bring to the front/],
  ['title', (target: string) => hub.client.sessions.title({ target, title: 'x' }), /it has no title/],
  [
    'window',
    (target: string) => hub.client.sessions.title({ target, title: 'x', of: 'window' }),
    /no tab and no window/,
  ],
  ['return', (target: string) => hub.client.sessions.submit({ target, submit: 'cr' }), /cannot be pressed by cr/],
])('says that it has no %s', async (_, ask, words) => {
  await expect(ask(worker.address)).rejects.toThrow(words)
})

it('gets what waits for a conversation that moved to it, and what is sent to where that was', async () => {
  const messageId = randomUUID()
  await hub.client.messages.send({ messageId, to: [anna.address], body: 'for later', kind: 'note' })
  const typed = await send(hub.client, { to: anna.address, body: 'was sent before' })
  await receiptOnce(hub, typed.messageId, ({ state }) => state !== 'queued')
  using moved = startBackgroundClaude(anna, 'anna')
  anna.tell('park anna')
  await seenAs(hub, anna.address, ({ movedTo }) => movedTo === moved.address)

  const note = await receiptOnce(hub, messageId, ({ to }) => to.address === moved.address)
  const waiting = await hub.client.inbox.list({ reader: moved.address })
  const byName = await deliver(hub, { to: 'anna', body: 'by its name' })
  const byAddress = await deliver(hub, { to: anna.address, body: 'by its old address' })

  expect(note).toMatchObject({ state: 'queued', lane: 'mailbox' })
  expect(note.steps.at(-1)?.evidence).toBe(`its conversation moved to the background: ${moved.address}`)
  expect(waiting.messages.map(({ body }) => body)).toContain('for later')
  expect([byName.to.address, byAddress.to.address]).toEqual([moved.address, moved.address])
  expect(anna.frames().some(({ message }) => message.content.includes('by its'))).toBe(false)
  expect(await hub.bugs()).toEqual([])
})

it('is not told of while the terminal it left is snoozed, and that terminal tells of nothing any more', async () => {
  const { attention } = hub.client
  await attention.snooze({ what: anna.address, until: new Date(Date.now() + 3_600_000).toISOString() })
  using moved = startBackgroundClaude(anna, 'calm')
  anna.tell('park calm')
  await eventually(
    () => attention.get(),
    ({ snoozes }) => snoozes.some(({ key }) => key === moved.address),
  )

  const tells = ({ address }: { readonly address: string }) => attention.tells({ address, cause: 'blocked' })
  const before = await tells(moved)
  for (const what of [moved.address, anna.address]) await attention.snooze({ what, until: null })

  expect(before).toMatchObject({ isTold: false, because: expect.stringContaining('snoozed until') })
  expect(await tells(moved)).toMatchObject({ isTold: true })
  expect(await tells(anna)).toMatchObject({ isTold: false, because: expect.stringContaining(moved.address) })
})

it('gets what was sent while it is started anew, as long as its job is kept', async () => {
  mkdirSync(join(anna.config, 'jobs', 'worker'), { recursive: true })
  const resume = sessionIdOf({ config: anna.config, pid: worker.pid })
  worker[Symbol.dispose]()
  const { messageId } = await send(hub.client, { to: worker.address, body: 'across the restart', lane: 'inbox' })
  await eventually(
    () => findSession(hub, worker.address),
    found => found === undefined,
  )
  const waiting = await receiptOnce(hub, messageId, ({ state }) => state === 'held')
  worker = startBackgroundClaude(anna, 'worker', { resume })
  const receipt = await receiptOnce(hub, messageId, ({ state }) => state === 'confirmed')

  expect(waiting.reason).toBe('session_ended')
  expect(receipt.steps.filter(({ state }) => state === 'sending')).toHaveLength(1)
})

it('gets what waited for its conversation when no hub saw it move, and its terminal has closed', async () => {
  using bea = await openFakeClaude(hub, { name: 'bea' })
  await eventually(
    () => hub.client.sessions.show({ target: bea.address }),
    ({ claude }) => claude !== null,
  )
  const left = sessionIdOf(bea)
  const messageId = randomUUID()
  await hub.client.messages.send({ messageId, to: [bea.address], body: 'for bea', kind: 'note' })
  using moved = startBackgroundClaude(bea, 'bea')
  await seenAs(hub, moved.address, ({ state }) => state === 'idle')
  writeFileSync(join(hub.home, 'config.json'), JSON.stringify({ claudeFolders: [bea.config] }), { mode: 0o600 })
  await hub.stop()
  noteContinuation(bea, { from: left, to: sessionIdOf({ config: bea.config, pid: moved.pid }) })
  await hub.tmux.run('kill-pane', '-t', bea.pane)
  await eventually(
    () => existsSync(join(bea.config, 'sessions', `${bea.pid}.json`)),
    isThere => !isThere,
  )
  await hub.restart()

  const receipt = await receiptOnce(hub, messageId, ({ to }) => to.address === moved.address)
  const waiting = await hub.client.inbox.list({ reader: moved.address })

  expect(receipt).toMatchObject({ state: 'queued', lane: 'mailbox' })
  expect(waiting.messages.map(({ body }) => body)).toEqual(['for bea'])
})

it('ends with its process', async () => {
  worker[Symbol.dispose]()

  await eventually(
    () => findSession(hub, worker.address),
    found => found === undefined,
  )
})

/** What Claude Code writes behind the last word of a session that went on in the background. */
function noteContinuation({ config }: FakeClaude, { from, to }: { readonly from: string; readonly to: string }): void {
  const folder = join(config, 'projects', process.cwd().replaceAll(/[^a-zA-Z0-9]/g, '-'))
  const lines = [{ type: 'continued-in', sessionId: from, continuedInSessionId: to }, { type: 'cost-state' }]
  appendFileSync(join(folder, `${from}.jsonl`), lines.map(line => `${JSON.stringify(line)}\n`).join(''))
}
