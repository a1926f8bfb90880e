import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Delivery, Session } from '#client/calls.ts'
import { shellWord } from '#platform/shell-word.ts'
import { eventually } from '../platform/eventually.ts'
import type { SimulatedWindow } from '../support/iterm2-simulator/layout.ts'
import { startSimulator, type Simulator } from '../support/iterm2-simulator/simulator.ts'
import { deliver, describe as words, findSession, isEnded, isHeld, receiptOnce } from '../support/panes.ts'
import { readRecorderLog, recorderCommand, type RecorderOptions } from '../support/recorder.ts'
import { createRandom, scaled, scaledLimit } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

/** Longest wait for a receipt, in milliseconds: ten histories go on at once. */
const PATIENCE = 60_000

let simulator: Simulator
let hub: TempHub
let window: SimulatedWindow
beforeAll(async () => {
  simulator = await startSimulator()
  window = await openWindow()
  const PATH = `${simulator.bin}:${process.env['PATH'] ?? ''}`
  hub = await startTempHub({ env: { HOME: simulator.home, PATH } })
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await simulator[Symbol.asyncDispose]()
})

/** What a history came to: the delivery, and bytes that went where none should have gone. */
interface Outcome {
  readonly delivery: Delivery
  readonly strays: number
}

/** What can happen around a message in iTerm2. */
const HISTORIES = [
  'others have its title, or one that begins like it',
  'closed, and its tty given to another',
  'ended, another started on its tty',
  'its tab moved behind others, then closed',
] as const

function liveThrough(history: (typeof HISTORIES)[number]): Promise<Outcome> {
  switch (history) {
    case HISTORIES[0]:
      return amongLiars()
    case HISTORIES[1]:
      return replaced(closeAndOpen)
    case HISTORIES[2]:
      return replaced(endAndStart)
    case HISTORIES[3]:
      return replaced(openBefore)
  }
}

it(
  'reaches the session of iTerm2 it was meant for, or none, and says why [S3]',
  async () => {
    const random = createRandom()
    const wrong: string[] = []
    let lived = 0
    while (lived < scaled(4, 1_000)) {
      const more = Array.from({ length: scaled(0, 10) }, () => random.pick(HISTORIES))
      const chosen = [...HISTORIES, ...more]
      const outcomes = await Promise.all(chosen.map(history => liveThrough(history)))
      for (const [place, outcome] of [...outcomes, ...(await restart(scaled(0, 6)))].entries()) {
        const { delivery, strays } = outcome
        if (!isRight(outcome)) wrong.push(`${chosen[place] ?? 'restarted'}: ${words(delivery)}, ${strays} strays`)
        lived++
      }
    }
    expect(wrong).toEqual([])
  },
  scaledLimit(60_000),
)

/** Either the one it was meant for has it, or it was refused or doubted with the reason; nobody else got a byte. */
function isRight({ delivery: { state, reason, attempts, steps }, strays }: Outcome): boolean {
  if (strays > 0) return false
  if (state === 'confirmed') return true
  if (steps.at(-1)?.evidence === '') return false
  // On a busy machine an echo may come too late to be a proof.
  if (state === 'uncertain') return reason === 'echo_not_seen' || reason === 'submit_not_seen'
  const isKnown = reason === 'gone' || reason === 'identity_changed' || reason === 'agent_exited'
  return state === 'failed' && attempts === 0 && isKnown
}

/** A window that stays when an agent's tab was the last other one. */
async function openWindow(): Promise<SimulatedWindow> {
  const opened = simulator.app.openWindow()
  await simulator.app.openTab(opened, { command: ['sleep', '3600'] })
  return opened
}

interface Agent {
  readonly address: string
  readonly log: () => ReturnType<typeof readRecorderLog>
}

/** Opens an agent in a tab and waits until the hub shows it. */
async function open(options: RecorderOptions, index?: number): Promise<Agent> {
  const { command, log } = recorder(options)
  const session = await simulator.app.openTab(window, { command }, index === undefined ? {} : { index })
  const address = `iterm2:${session.id}`
  await seen(address, isUp)
  return { address, log }
}

function recorder(options: RecorderOptions) {
  const file = join(simulator.home, `${randomUUID()}.jsonl`)
  return { command: recorderCommand({ log: file, ...options }), log: () => readRecorderLog(file) }
}

/** After a restart of iTerm2 the hub has to find it first. */
function seen(address: string, accept: (session: Session) => boolean) {
  return eventually(
    () => findSession(hub, address),
    session => session !== undefined && accept(session),
    60,
  )
}

const isUp = ({ kind, state }: Session) => kind === 'recorder' && state !== 'unknown'

function close({ address }: Pick<Agent, 'address'>): void {
  const session = simulator.app.findSession(address.slice('iterm2:'.length))
  if (session !== undefined) simulator.app.close(session)
}

async function amongLiars(): Promise<Outcome> {
  const name = `agent-${randomUUID().slice(0, 4)}`
  const [real, ...liars] = await Promise.all([open({ name }), open({ name }), open({ name: name.slice(0, -1) })])
  const body = `for one of ${name}`
  const delivery = await deliver(hub, { to: real.address, body }, isEnded, PATIENCE)
  const strays = liars.reduce((sum, { log }) => sum + log().bytes.length, 0)
  const taken = real.log().submits
  const missed = delivery.state === 'confirmed' ? taken.join() !== body : taken.length > 1
  for (const each of [real, ...liars]) close(each)
  return { delivery, strays: strays + Number(missed) }
}

/** Sends to an agent that cannot take it now, and has something happen while the message waits. */
async function replaced(change: (victim: Agent & { readonly next: Agent['log'] }) => Promise<Agent>): Promise<Outcome> {
  const [first, then] = [recorder({ dialog: true }), recorder({})]
  // A shell with jobs, so that each program has the terminal for itself.
  const line = [first, then].map(({ command }) => command.map(shellWord).join(' ')).join('; ')
  const session = await simulator.app.openTab(window, { command: ['bash', '-c', `set -m; ${line}`] })
  const victim = { address: `iterm2:${session.id}`, log: first.log, next: then.log }
  await seen(victim.address, ({ kind, state }) => kind === 'recorder' && state === 'blocked')
  const { messageId } = await deliver(hub, { to: victim.address, body: 'only for the first' }, isHeld, PATIENCE)

  const other = await change(victim)
  const delivery = await receiptOnce(hub, messageId, isEnded, PATIENCE)
  const strays = victim.log().bytes.length + victim.next().bytes.length + other.log().bytes.length
  for (const each of [victim, other]) close(each)
  return { delivery, strays }
}

/** The system gives the lowest free tty, so that of the closed one soon comes back. */
async function closeAndOpen(victim: Agent): Promise<Agent> {
  close(victim)
  return open({})
}

async function endAndStart(victim: Agent & { readonly next: Agent['log'] }): Promise<Agent> {
  process.kill(victim.log().pids[0] ?? 0, 'SIGKILL')
  await eventually(victim.next, ({ pids }) => pids.length === 1)
  return { address: victim.address, log: victim.next }
}

async function openBefore(victim: Agent): Promise<Agent> {
  const other = await open({}, 0)
  close(victim)
  return other
}

/** Everything of iTerm2 ends and begins anew, with an agent for each that a message waited for. */
async function restart(count: number): Promise<readonly Outcome[]> {
  if (count === 0) return []
  const victims = await Promise.all(Array.from({ length: count }, () => open({ dialog: true, name: 'kept' })))
  const messages = await Promise.all(
    victims.map(({ address }) => deliver(hub, { to: address, body: 'for the one before' }, isHeld, PATIENCE)),
  )
  await simulator.restart()
  window = await openWindow()
  const next = await Promise.all(victims.map(() => open({ name: 'kept' })))
  const deliveries = await Promise.all(messages.map(({ messageId }) => receiptOnce(hub, messageId, isEnded, PATIENCE)))
  const strays = [...victims, ...next].reduce((sum, { log }) => sum + log().bytes.length, 0)
  for (const each of next) close(each)
  return deliveries.map(delivery => ({ delivery, strays }))
}
