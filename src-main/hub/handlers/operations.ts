import { HubError } from '#contract/errors.ts'
import { operationFor } from '#domain/operation.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import {
  changePart,
  endOperation,
  findOperation,
  findOperationOfMessage,
  listOperations,
  listParts,
  type OperationRow,
} from '#store/operations.ts'
import { noteDeed } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'
import { getMessage, openMailbox } from '../open-mailbox.ts'
import { conclude } from '../operations/conclude.ts'
import { toOperation } from '../operations/operation-view.ts'
import { startOperation } from '../operations/start-operation.ts'
import { askAgain } from '../operations/ask-again.ts'
import { waitUntil } from '../wait-until.ts'
import { handle } from './handle.ts'

export const begin = handle.operations.begin.handler(async ({ input, context: { hub, caller } }) =>
  operationFor(caller.sender, await startOperation(hub, input, caller)),
)

export const list = handle.operations.list.handler(({ input, context: { hub, caller } }) => {
  const now = hub.clock.now()
  const rows = listOperations(hub.store.read, input.state, input.limit)
  return {
    operations: rows
      .map(row => toOperation(hub.store.read, row, now))
      .filter(operation => maySee(caller, operation))
      .map(operation => operationFor(caller.sender, operation)),
  }
})

export const show = handle.operations.show.handler(async ({ input, signal, context: { hub, caller } }) => {
  getOperation(hub, caller, input.id)
  await waitUntil(hub, {
    isOver: () => findOperation(hub.store.read, input.id)?.state !== 'running',
    concerns: event => event.type === 'operation.changed' && event.data.id === input.id,
    seconds: input.waitSeconds,
    signal,
  })
  return view(hub, caller, input.id)
})

export const followUp = handle.operations.followUp.handler(async ({ input, context: { hub, caller } }) => {
  const row = getOwn(hub, caller, input.id)
  await askAgain(hub, row, input, caller)
  return view(hub, caller, row.id)
})

export const cancel = handle.operations.cancel.handler(async ({ input, context: { hub, caller } }) => {
  const row = getOwn(hub, caller, input.id)
  if (row.state !== 'running') {
    throw new HubError('too_late', `"${row.name}" has ended: it is ${row.state}`, { data: { state: row.state } })
  }
  const messages = new Set(listParts(hub.store.read, row.id).map(part => part.messageId))
  await hub.store.write(
    tx => {
      endOperation(tx, row.id, 'cancelled', hub.clock.now())
      const known = { source: 'person' as const, evidence: `${caller.sender.name} called the operation off` }
      for (const messageId of messages) {
        for (const { id } of listDeliveriesByMessage(tx, messageId)) {
          changeDelivery(hub.changes, tx, id, { kind: 'cancel' }, known)
        }
      }
      noteDeed(hub, tx, caller, { what: `cancel operation ${row.id}`, target: row.name, result: 'done' })
      conclude(hub, tx, findOperation(tx, row.id) ?? row)
    },
    { essential: true },
  )
  return view(hub, caller, row.id)
})

export const report = handle.operations.report.handler(async ({ input, context: { hub, caller } }) => {
  const { reader } = openMailbox(hub, caller, undefined)
  const { message } = getMessage(hub, reader, input.messageId)
  const id = findOperationOfMessage(hub.store.read, message.id)
  const address = caller.sender.address ?? reader.key
  if (id === undefined) {
    throw new HubError('not_found', `Message ${input.messageId} is not the task of an operation`, {
      hint: 'comms done answers any other task.',
      data: { what: 'operation', name: input.messageId },
    })
  }
  await hub.store.write(tx => {
    const row = findOperation(tx, id)
    const part = listParts(tx, id).find(each => each.address === address)
    if (row === undefined || part === undefined || part.state === 'answered' || row.state === 'cancelled') {
      throw new HubError('too_late', 'This task is answered or was called off', { data: { state: part?.state } })
    }
    changePart(tx, id, address, { state: 'working', percent: input.percent, note: input.note ?? part.note })
    conclude(hub, tx, row)
  })
  return view(hub, caller, id)
})

function view(hub: Hub, caller: Caller, id: string) {
  return operationFor(caller.sender, toOperation(hub.store.read, getOperation(hub, caller, id), hub.clock.now()))
}

/** One that this caller may see: an agent sees what it started or has a part in. */
function getOperation(hub: Hub, caller: Caller, id: string): OperationRow {
  const row = findOperation(hub.store.read, id)
  if (row !== undefined && maySee(caller, { by: row.by, parts: listParts(hub.store.read, id) })) return row
  throw new HubError('not_found', `There is no operation ${id}`, {
    hint: 'comms operation ls lists them.',
    data: { what: 'operation', name: id },
  })
}

/** One that this caller may steer: its starter, its coordinator, or a person. */
function getOwn(hub: Hub, caller: Caller, id: string): OperationRow {
  const row = getOperation(hub, caller, id)
  const { address } = caller.sender
  const coordinates = listParts(hub.store.read, id).some(
    part => part.role === 'coordinator' && part.address === address,
  )
  if (caller.power === 'owner' || coordinates || (address !== null && row.by.address === address)) return row
  throw new HubError('forbidden', 'Only who started an operation, or coordinates it, steers it', {
    data: { power: 'owner' },
  })
}

function maySee(
  { power, sender }: Caller,
  { by, parts }: { readonly by: OperationRow['by']; readonly parts: readonly { readonly address: string }[] },
): boolean {
  if (power === 'owner') return true
  return sender.address !== null && [by.address, ...parts.map(part => part.address)].includes(sender.address)
}
