import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Delivery, HubClient, Inputs, Session } from '#client/calls.ts'
import { END_STATES } from '#contract/delivery.ts'
import { createPauses, eventually } from '../platform/eventually.ts'
import { readRecorderLog, recorderCommand, type RecorderLog, type RecorderOptions } from './recorder.ts'
import type { TempHub } from './temp-hub.ts'
import type { SessionOptions, TmuxServer } from './tmux-server.ts'

/** A pane on the hub's tmux server, as tmux and as the hub call it. */
export interface Pane {
  readonly pane: `%${number}`
  readonly address: string
}

/** A recorder in a pane: what it was given stands in its log, whatever the hub says. */
export interface RecorderPane extends Pane {
  readonly log: () => RecorderLog
  readonly command: readonly string[]
}

const uniqueName = () => randomUUID().slice(0, 8)

/** Starts a program in a session of its own and waits until the hub shows it as `accept` wants. */
export async function openPane(
  hub: TempHub,
  command: readonly string[],
  accept: (session: Session) => boolean,
  options: SessionOptions = {},
): Promise<Pane> {
  const own = `s-${uniqueName()}`
  const pane = await openInTurn(hub.tmux, command, { name: own, ...options })
  const address = addressOf(pane)
  // A server that was started anew gives old numbers again: what the hub shows may still be the pane before.
  const isThis = ({ location }: Session) => options.name !== undefined || location.window === own
  await seenAs(hub, address, session => isThis(session) && accept(session))
  return { pane, address }
}

const turns = new WeakMap<TmuxServer, Promise<unknown>>()

/** One after the other: several first sessions at once would each start a server, of which one survives. */
function openInTurn(tmux: TmuxServer, command: readonly string[], options: SessionOptions) {
  const before = turns.get(tmux) ?? Promise.resolve()
  const opened = before.then(() => tmux.newSession(command, options))
  turns.set(
    tmux,
    opened.catch(() => {}),
  )
  return opened
}

/** Starts a recorder, and waits until the hub sees it in the state it starts in. */
export async function openRecorder(
  hub: TempHub,
  options: RecorderOptions = {},
  session: SessionOptions = {},
): Promise<RecorderPane> {
  const file = join(hub.tmux.folder, `r-${uniqueName()}.jsonl`)
  const command = recorderCommand({ log: file, ...options })
  const isUp = ({ kind, state }: Session) => kind === 'recorder' && state !== 'unknown'
  const pane = await openPane(hub, command, isUp, session)
  return { ...pane, command, log: () => readRecorderLog(file) }
}

export function addressOf(pane: string): string {
  return `tmux:default/${pane}`
}

export async function findSession(hub: TempHub, address: string): Promise<Session | undefined> {
  const { sessions } = await hub.client.sessions.list({})
  return sessions.find(session => session.address === address)
}

/** Waits until the hub itself, by what its terminals tell it, shows a session so. */
export async function seenAs(
  hub: TempHub,
  address: string,
  accept: (session: Session) => boolean,
): Promise<Session | undefined> {
  return eventually(
    () => findSession(hub, address),
    session => session !== undefined && accept(session),
  )
}

type SendInput = Partial<Inputs['messages']['send']> & { readonly to: string[] | string; readonly body: string }

/** Sends with a new id (or the given one) and returns the receipts as they were accepted. */
export async function send(client: HubClient, input: Omit<SendInput, 'to'> & { readonly to: string[] | string }) {
  const { to, ...rest } = input
  return client.messages.send({ messageId: randomUUID(), ...rest, to: typeof to === 'string' ? [to] : to })
}

/** The receipts of a message once every one of them is as `accept` wants. */
export async function receiptsOnce(
  hub: TempHub,
  messageId: string,
  accept: (delivery: Delivery) => boolean,
  limit = 20_000,
): Promise<readonly Delivery[]> {
  const end = Date.now() + limit
  const next = createPauses()
  for (;;) {
    const { deliveries } = await hub.client.messages.receipts({ messageId })
    if (deliveries.every(accept)) return deliveries
    if (Date.now() > end) throw new Error(`after ${limit} ms still ${deliveries.map(describe).join('\n')}`)
    await next()
  }
}

/** The one receipt of a message to one target. */
export async function receiptOnce(
  hub: TempHub,
  messageId: string,
  accept: (delivery: Delivery) => boolean,
  limit?: number,
): Promise<Delivery> {
  const [delivery] = await receiptsOnce(hub, messageId, accept, limit)
  if (delivery === undefined) throw new Error(`message ${messageId} has no receipt`)
  return delivery
}

export const isEnded = ({ state }: Delivery): boolean => (END_STATES as readonly string[]).includes(state)
export const isHeld = ({ state }: Delivery): boolean => state === 'held'
export const isSettled = (delivery: Delivery): boolean => isEnded(delivery) || isHeld(delivery)

/** Sends to one target and waits for the end of its delivery. */
export async function deliver(
  hub: TempHub,
  input: Parameters<typeof send>[1],
  accept: (delivery: Delivery) => boolean = isEnded,
  limit?: number,
): Promise<Delivery> {
  const { messageId } = await send(hub.client, input)
  return receiptOnce(hub, messageId, accept, limit)
}

/** One line for the message of a failing test: how far it got, and why. */
export function describe({ to, state, reason, presses, attempts, steps }: Delivery): string {
  const last = steps.at(-1)
  return `${to.name} ${state} (${reason ?? '-'}) attempts=${attempts} presses=${presses}: ${last?.evidence ?? ''}`
}

/** A file that exists as soon as somebody ran what was only meant as words. */
export function canaryIn(folder: string) {
  const path = join(folder, 'canary')
  return { path, sang: () => existsSync(path) }
}
