import { HubError } from '#contract/errors.ts'
import type { Delivery, Step } from '#contract/delivery.ts'
import type { SendRequest, SendResult, Together } from '#contract/message.ts'
import type { Identity } from '#domain/ports.ts'
import { hashContent } from '#store/content-hash.ts'
import { firstReceipt, listDeliveriesByMessage, type NewDelivery } from '#store/deliveries.ts'
import type { ReadDb } from '#store/handles.ts'
import { findMessage, type NewMessage } from '#store/messages.ts'
import { toReceipts } from '#store/steps.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'
import { conflict, enterMessage, type AcceptedMessage } from './enter-message.ts'
import { placeInTree, senderKeyOf, stopLoops } from './loop-watch.ts'
import type { Recipient } from './plan.ts'

/** What lies in a mailbox is worth reading for this long unless its sender says otherwise, in seconds. */
const MAILBOX_EXPIRY = 30 * 24 * 3_600

/**
 * Accepts one message: the message and all its deliveries together, durable before the answer. The same
 * request again gets the first answer and sends nothing.
 */
export async function acceptMessage(hub: Hub, request: SendRequest, caller: Caller): Promise<SendResult> {
  try {
    return await acceptNew(hub, request, caller)
  } catch (error) {
    // Nearly nothing is a repetition, so it is not asked before. What cannot be sent now may have been sent then.
    const first = findRepeated(hub, request, caller)
    if (first === undefined) throw error
    return first
  }
}

async function acceptNew(hub: Hub, request: SendRequest, caller: Caller): Promise<SendResult> {
  checkReply(hub, request, caller)
  const recipients = hub.planner.recipients(request, caller.sender, request.messageId)
  const message = messageOf(hub, request, caller)
  const deliveries = recipients.map(recipient => deliveryOf(hub, message, recipient))
  const { sender, door } = caller
  const receipts = await keep(hub, { id: message.id, message, deliveries, caller: { sender, door } })
  const addresses = new Set(recipients.filter(one => one.lane !== 'mailbox').map(one => one.address))
  // The answer goes first: it is due, and what is done next takes longer.
  if (addresses.size > 0) setImmediate(wakeAll, hub, addresses)
  return { messageId: message.id, deliveries: receipts }
}

function wakeAll(hub: Hub, addresses: ReadonlySet<string>): void {
  try {
    for (const address of addresses) hub.outbox.wake(address)
  } catch (error) {
    hub.onBug(error)
  }
}

/** Durable once it resolves. What the loop guard counts is entered at once: each one counts those before it. */
async function keep(hub: Hub, accepted: AcceptedMessage): Promise<Delivery[]> {
  const { message, deliveries, caller } = accepted
  if (caller.sender.kind !== 'owner') {
    return stopLoops(hub, message, () =>
      hub.store.write(tx => enterMessage(hub, tx, accepted) ?? receiptsIn(tx, message.id)),
    )
  }
  if (!(await hub.store.take(accepted))) throw conflict(message.id)
  return deliveries.map(firstReceipt)
}

/** The receipts of a message as they stand now. */
export function receiptsOf(hub: Hub, messageId: string): SendResult {
  if (findMessage(hub.store.read, messageId) === undefined) {
    throw new HubError('not_found', `There is no message ${messageId}`, {
      hint: 'comms log --kind deliveries lists what was sent.',
      data: { what: 'message', name: messageId },
    })
  }
  return { messageId, deliveries: receiptsIn(hub.store.read, messageId) }
}

function receiptsIn(db: ReadDb, messageId: string): Delivery[] {
  return toReceipts(db, listDeliveriesByMessage(db, messageId))
}

function findRepeated(hub: Hub, request: SendRequest, caller: Caller): SendResult | undefined {
  const known = findMessage(hub.store.read, request.messageId)
  if (known === undefined) return undefined
  if (known.contentHash === contentOf(request, caller)) return receiptsOf(hub, request.messageId)
  throw conflict(request.messageId)
}

/** An answer belongs to a message that its sender has seen: nobody joins a tree, or answers, in another's name. */
function checkReply(hub: Hub, { replyTo }: SendRequest, { sender }: Caller): void {
  if (replyTo === undefined) return
  const known = findMessage(hub.store.read, replyTo)
  const isTheirs = ({ address }: { readonly address: string | null }) => address !== null && address === sender.address
  const mayAnswer =
    known !== undefined &&
    (sender.kind === 'owner' || isTheirs(known.from) || listDeliveriesByMessage(hub.store.read, replyTo).some(isTheirs))
  if (mayAnswer) return
  throw new HubError('not_found', `There is no message ${replyTo} to answer`, {
    hint: 'Nothing was sent. comms inbox --all lists what can be answered.',
    data: { what: 'message', name: replyTo },
  })
}

function contentOf(request: SendRequest, caller: Caller): string {
  return hashContent({ ...request, sender: caller.sender })
}

function messageOf(hub: Hub, request: SendRequest, caller: Caller): NewMessage {
  const at = hub.clock.now()
  const seconds = request.expiresInSeconds ?? hub.settings.current.expiresInSeconds
  const { body, messageId, to: _to, ...options } = request
  return {
    id: messageId,
    from: caller.sender,
    conversation: null,
    body,
    kind: request.kind,
    at,
    replyTo: request.replyTo ?? null,
    noReply: request.noReply,
    expiresAt: at + (seconds + waitFor(request)) * 1_000,
    ...placeInTree(hub, request, caller),
    options,
    contentHash: contentOf(request, caller),
  }
}

/** Without a limit of its own a message has its usual time from when it may go. */
function waitFor({ together, expiresInSeconds }: SendRequest): number {
  return expiresInSeconds === undefined && together !== undefined ? together.waitSeconds : 0
}

function deliveryOf(hub: Hub, message: NewMessage, recipient: Recipient): NewDelivery {
  const asked = message.options.expiresInSeconds
  const expiresAt =
    recipient.lane === 'mailbox' && asked === undefined ? message.at + MAILBOX_EXPIRY * 1_000 : message.expiresAt
  const at = new Date(message.at).toISOString()
  return {
    id: hub.newId(),
    messageId: message.id,
    address: recipient.address,
    name: recipient.name,
    senderKey: senderKeyOf(message.from),
    lane: recipient.lane,
    submit: message.options.submit ?? null,
    text: recipient.text,
    identity: identityAt(hub, recipient.address),
    dueAt: dueAtOf(message, recipient, expiresAt),
    expiresAt,
    createdAt: message.at,
    steps: [
      { state: 'accepted', at, source: 'hub', evidence: 'stored durably', reason: null },
      firstStep(message, recipient, at),
    ],
  }
}

function firstStep({ options: { together } }: NewMessage, recipient: Recipient, at: string): Step {
  if (together !== undefined) return { state: 'held', at, source: 'hub', ...whenTogether(together) }
  const { quiet, note } = recipient
  if (quiet === undefined) return { state: 'queued', at, source: 'hub', evidence: note, reason: null }
  return { state: 'held', at, source: 'hub', evidence: quiet.evidence, reason: 'quiet_hours' }
}

function whenTogether({ waitSeconds, otherwise }: Together): Pick<Step, 'evidence' | 'reason'> {
  const evidence = `goes when all are ready, within ${spanOf(waitSeconds)}; otherwise ${OTHERWISE[otherwise]}`
  return { evidence, reason: 'waiting_for_all' }
}

function spanOf(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
}

const OTHERWISE = {
  retract: 'nobody gets it',
  send_ready: 'those that are ready get it',
} as const

function dueAtOf({ at, options: { together } }: NewMessage, { lane, quiet }: Recipient, expiresAt: number): number {
  if (together !== undefined) return at + together.waitSeconds * 1_000
  return lane === 'mailbox' || quiet !== undefined ? expiresAt : at
}

/** The program that is there now, and which session of Claude Code it is. */
function identityAt(hub: Hub, address: string): Identity | null {
  const identity = hub.roster.find(address)?.identity ?? null
  const sessionId = hub.claudeSessions.at(address)?.sessionId
  return identity === null || sessionId === undefined ? identity : { ...identity, sessionId }
}
