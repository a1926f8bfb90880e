import { HubError } from '#contract/errors.ts'
import type { SendRequest } from '#contract/message.ts'
import { COORDINATOR, howToAnswer, type Operation, type StartOperation } from '#contract/operation.ts'
import { quorumOf } from '#domain/operation.ts'
import { shortId } from '#domain/render.ts'
import { hashContent } from '#store/content-hash.ts'
import { findMessage } from '#store/messages.ts'
import { findOperation, insertOperation, listParts, type OperationRow, type PartRow } from '#store/operations.ts'
import { acceptMessage } from '../accept.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { resolveSessions } from '../resolve-sessions.ts'
import { toOperation } from './operation-view.ts'

/**
 * Starts an operation: everything about it is kept first, then each role gets its task. A start that a crash cut short is
 * carried out in full when the hub is back: the ids of the messages were kept too, so nobody gets a task twice. The audit
 * has a row for each message.
 */
export async function startOperation(hub: Hub, request: StartOperation, caller: Caller): Promise<Operation> {
  const contentHash = hashContent({ ...request, sender: caller.sender })
  const known = findOperation(hub.store.read, request.id)
  if (known !== undefined && known.contentHash !== contentHash) throw differs(request.id)
  if (known === undefined) {
    if (findMessage(hub.store.read, request.id) !== undefined) throw differs(request.id)
    const parts = cast(hub, request, caller)
    const row = rowOf(hub, request, caller, contentHash, parts)
    // Refuses what could not be sent before anything is kept.
    for (const send of messagesOf(row, parts)) hub.planner.recipients(send, caller.sender, send.messageId)
    await keep(hub, row, parts)
  }
  await giveTasks(hub, request.id, caller)
  const row = findOperation(hub.store.read, request.id) ?? missing(request.id)
  return toOperation(hub.store.read, row, hub.clock.now())
}

/** Gives every role its task; a message that was given already is not given again. */
export async function giveTasks(hub: Hub, id: string, caller: Caller): Promise<void> {
  const row = findOperation(hub.store.read, id)
  if (row === undefined) return
  for (const send of messagesOf(row, listParts(hub.store.read, id))) await acceptMessage(hub, send, caller)
}

function keep(hub: Hub, row: OperationRow, parts: readonly PartRow[]): Promise<void> {
  return hub.store.write(tx => {
    insertOperation(tx, row, parts)
    hub.announcer.add(tx, { type: 'operation.changed', data: toOperation(tx, row, hub.clock.now()) })
  })
}

/** Who does what. Nobody has two roles: one answer could not be told from the other. */
function cast(hub: Hub, { roles, name }: StartOperation, { sender }: Caller): readonly PartRow[] {
  const parts: PartRow[] = []
  for (const { role, to } of roles) {
    const messageId = hub.newId()
    for (const session of resolveSessions(hub.world(), to, sender)) {
      const other = parts.find(part => part.address === session.address)
      if (other !== undefined) throw hasTwoRoles(session.name, other.role, role)
      parts.push({ ...FRESH, address: session.address, name: session.name, role, messageId })
    }
  }
  const coordinators = parts.filter(part => part.role === COORDINATOR)
  if (coordinators.length > 1) {
    throw new HubError('bad_request', `"${name}" has ${coordinators.length} coordinators; it takes one`, {
      hint: `Nothing was sent. They are: ${coordinators.map(part => part.name).join(', ')}.`,
    })
  }
  if (coordinators.length < parts.length) return parts
  throw new HubError('bad_request', `"${name}" has nobody who works, only a coordinator`, { hint: 'Nothing was sent.' })
}

const FRESH = {
  state: 'waiting',
  percent: null,
  note: null,
  answer: null,
  answeredAt: null,
  isLate: false,
  followUps: 0,
} as const

function rowOf(
  hub: Hub,
  request: StartOperation,
  { sender }: Caller,
  contentHash: string,
  parts: readonly PartRow[],
): OperationRow {
  const startedAt = hub.clock.now()
  const roles = parts.map(part => part.role)
  return {
    id: request.id,
    name: request.name,
    by: sender,
    state: 'running',
    startedAt,
    deadline: startedAt + request.timeoutSeconds * 1_000,
    endedAt: null,
    quorum: quorumOf(request.quorum, roles),
    request,
    contentHash,
    isTold: false,
  }
}

/** One message for each role, to exactly the sessions its targets meant at the start. */
function messagesOf({ request }: OperationRow, parts: readonly PartRow[]): readonly SendRequest[] {
  return request.roles.flatMap(({ role, instruction }) => {
    const cast = parts.filter(part => part.role === role)
    const [first] = cast
    if (first === undefined) return []
    return [
      {
        messageId: first.messageId,
        to: cast.map(part => part.address),
        body: `${instruction.trimEnd()} ${howToAnswer(request.name, shortId(first.messageId))}`,
        kind: 'task',
        noReply: false,
        wantsAnswer: true,
        confirmed: request.confirmed,
        isTemplate: true,
        asCommand: false,
      } satisfies SendRequest,
    ]
  })
}

function differs(id: string): HubError {
  return new HubError('conflict', `Operation ${id} exists and says something else`, {
    hint: 'Nothing was sent. A new operation needs a new id.',
    data: { name: id },
  })
}

function hasTwoRoles(name: string, first: string, second: string): HubError {
  return new HubError('conflict', `${name} would be ${first} and ${second}`, {
    hint: 'Nothing was sent. Give each session one role.',
    data: { name },
  })
}

function missing(id: string): never {
  throw new Error(`operation ${id} was kept and is not there`)
}
