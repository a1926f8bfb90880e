import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Delivery } from '#client/calls.ts'
import { eventually } from '../platform/eventually.ts'
import { readRecorderLog, recorderCommand, type RecorderOptions } from '../support/recorder.ts'
import {
  addressOf,
  deliver,
  describe as words,
  isEnded,
  isHeld,
  openPane,
  openRecorder,
  receiptOnce,
  seenAs,
  send,
} from '../support/panes.ts'
import { createRandom, scaled, scaledLimit } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

it.concurrent('takes no name for another that it only begins [S3]', async () => {
  const prod = await openRecorder(hub, {}, { name: 'agent-prod' })

  for (const name of ['agent', 'agent-pro', 'agent-*prod', 'AGENT-PROD ', 'agent-prod-2', '=agent-prod']) {
    await expect(send(hub.client, { to: name, body: 'for somebody else' }), name).rejects.toMatchObject({
      code: 'not_found',
    })
  }
  const own = await openRecorder(hub, {}, { name: 'agent' })
  const delivery = await deliver(hub, { to: 'agent', body: 'for the short name' })

  expect(delivery.to.address).toBe(own.address)
  expect([own.log().submits, prod.log().bytes.length]).toEqual([['for the short name'], 0])
})

it.concurrent('sends nothing to a name that two sessions answer to, and lists both [S3]', async () => {
  const cwd = process.cwd()
  const twins = await Promise.all([openRecorder(hub, {}, { cwd }), openRecorder(hub, {}, { cwd })])

  const sending = send(hub.client, { to: cwd.slice(cwd.lastIndexOf('/') + 1), body: 'which one?' })

  await expect(sending).rejects.toMatchObject({
    code: 'ambiguous',
    data: { candidates: expect.arrayContaining(twins.map(({ address }) => expect.objectContaining({ address }))) },
  })
  expect(twins.map(({ log }) => log().bytes.length)).toEqual([0, 0])
})

it.concurrent('believes no title [S3]', async () => {
  const real = await openRecorder(hub, { name: 'plain' }, { name: 'real' })
  const titles = ['real', `real ${real.pane}`, `claude | ${real.pane} | /dev/pts/0`, real.address, 'recorder']
  const liars = await Promise.all(titles.map(name => openRecorder(hub, { name })))

  const byName = await deliver(hub, { to: 'real', body: 'by name' })
  const byAddress = await deliver(hub, { to: real.address, body: 'by address' })
  const byTitle = send(hub.client, { to: titles[2] ?? '', body: 'by title' })

  await expect(byTitle).rejects.toMatchObject({ code: expect.stringMatching(/not_found|bad_filter/) })
  expect([byName.state, byAddress.state]).toEqual(['confirmed', 'confirmed'])
  expect(real.log().submits).toEqual(['by name', 'by address'])
  expect(liars.map(({ log }) => log().bytes.length)).toEqual(titles.map(() => 0))
})

/** What can happen to the place of an agent while a message waits for it; each leaves another agent there, or none. */
const CHANGES = [
  'closed, and its tty given to another',
  'respawned',
  'ended, a shell is back',
  'ended, another started',
]

it.concurrent(
  'types nothing into what came after the agent it was meant for, and says why [S3]',
  async () => {
    const random = createRandom()
    const wrong: string[] = []
    for (let round = 0; round < scaled(4, 240); round++) {
      const changes = [...CHANGES, random.pick(CHANGES)]
      const outcomes = await Promise.all(changes.map(change => replaceWhileHeld(change)))
      for (const [index, { delivery, bytes }] of outcomes.entries()) {
        const isRight = delivery.state === 'failed' && delivery.attempts === 0 && bytes === 0
        if (!isRight || !isExplained(delivery)) wrong.push(`${changes[index]}: ${words(delivery)}, ${bytes} bytes`)
      }
    }
    expect(wrong).toEqual([])
  },
  scaledLimit(120_000),
)

it.concurrent(
  'types nothing into the pane of the same number on a server that was started anew [S3]',
  async () => {
    await using own = await startTempHub()
    for (let round = 0; round < scaled(3, 100); round++) {
      const before = await openRecorder(own, { dialog: true })
      const { messageId } = await deliver(own, { to: before.address, body: 'for the first server' }, isHeld)

      await own.tmux.kill()
      const after = await openRecorder(own)
      const delivery = await receiptOnce(own, messageId, isEnded)

      expect(after.address).toBe(before.address)
      expect(delivery, words(delivery)).toMatchObject({ state: 'failed', attempts: 0 })
      expect(isExplained(delivery), words(delivery)).toBe(true)
      expect([before.log().bytes.length, after.log().bytes.length]).toEqual([0, 0])
      await own.tmux.kill()
    }
  },
  scaledLimit(120_000),
)

it.concurrent(
  'knows after a crash that the agent was replaced while no hub ran [S3]',
  async () => {
    await using own = await startTempHub()
    const keeper = await openPane(own, ['sleep', '3600'], ({ command }) => command.startsWith('sleep'))
    for (let round = 0; round < scaled(2, 50); round++) {
      const before = await openRecorder(own, { dialog: true })
      const { messageId } = await deliver(own, { to: before.address, body: 'for the old one' }, isHeld)
      await own.kill9()
      const { command, log } = anotherRecorder(own)
      await own.tmux.run('respawn-pane', '-k', '-t', before.pane, '--', ...command)
      await eventually(log, ({ pids }) => pids.length === 1)

      await own.restart()
      const delivery = await receiptOnce(own, messageId, isEnded)

      expect(delivery, words(delivery)).toMatchObject({ state: 'failed', reason: 'identity_changed', attempts: 0 })
      expect([before.log().bytes.length, log().bytes.length]).toEqual([0, 0])
    }
    expect(keeper.pane).toBe('%0')
  },
  scaledLimit(120_000),
)

/** Sends to an agent that cannot take it now, puts something else into its place, and tells what came of it. */
async function replaceWhileHeld(change: string) {
  const victim = anotherRecorder(hub, { dialog: true })
  const shell = await openPane(hub, ['bash', '--norc', '-i'], ({ kind }) => kind === 'shell')
  await hub.tmux.run('send-keys', '-t', shell.pane, victim.command.join(' '), 'Enter')
  await seenAs(hub, shell.address, ({ kind, state }) => kind === 'recorder' && state === 'blocked')
  const { messageId } = await deliver(hub, { to: shell.address, body: 'only for the first' }, isHeld)

  const next = anotherRecorder(hub)
  switch (change) {
    case CHANGES[0]: {
      await hub.tmux.run('kill-pane', '-t', shell.pane)
      const pane = await hub.tmux.newSession(next.command, { name: randomUUID() })
      await seenAs(hub, addressOf(pane), ({ kind }) => kind === 'recorder')
      break
    }
    case CHANGES[1]:
      await hub.tmux.run('respawn-pane', '-k', '-t', shell.pane, '--', ...next.command)
      await eventually(next.log, ({ pids }) => pids.length === 1)
      break
    default:
      process.kill(victim.log().pids[0] ?? 0, 'SIGKILL')
      if (change === CHANGES[2]) break
      await hub.tmux.run('send-keys', '-t', shell.pane, next.command.join(' '), 'Enter')
      await eventually(next.log, ({ pids }) => pids.length === 1)
  }
  const delivery = await receiptOnce(hub, messageId, isEnded)
  const bytes = victim.log().bytes.length + next.log().bytes.length
  await hub.tmux.run('kill-pane', '-t', shell.pane).catch(() => '')
  return { delivery, bytes }
}

function anotherRecorder({ tmux }: TempHub, options: RecorderOptions = {}) {
  const file = join(tmux.folder, `${randomUUID()}.jsonl`)
  return { command: recorderCommand({ log: file, ...options }), log: () => readRecorderLog(file) }
}

function isExplained({ reason, steps }: Delivery): boolean {
  const isKnown = reason === 'gone' || reason === 'identity_changed' || reason === 'agent_exited'
  return isKnown && steps.at(-1)?.evidence !== ''
}
