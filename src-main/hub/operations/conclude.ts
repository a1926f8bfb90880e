import type { Operation } from '#contract/operation.ts'
import { judgeOperation } from '#domain/operation.ts'
import type { WriteTx } from '#store/handles.ts'
import type { NewMessage } from '#store/messages.ts'
import {
  changePart,
  endOperation,
  findOperation,
  findOperationOfMessage,
  type OperationRow,
} from '#store/operations.ts'
import type { Hub } from '../hub.ts'
import { partsNow, toOperation } from './operation-view.ts'

/**
 * Keeps the answer that a reply gives to an operation's task, in the transaction that accepts the reply. The last answer
 * counts; what came before it is in the conversation.
 */
export function noteAnswer(hub: Hub, tx: WriteTx, reply: NewMessage): void {
  if (reply.replyTo === null || reply.from.address === null) return
  const id = findOperationOfMessage(tx, reply.replyTo)
  const row = id === undefined ? undefined : findOperation(tx, id)
  if (row === undefined) return
  const isLate = row.state !== 'running' || reply.at >= row.deadline
  const change = { state: 'answered', answer: reply.body, answeredAt: reply.at, percent: 100, isLate } as const
  if (changePart(tx, row.id, reply.from.address, change)) conclude(hub, tx, row)
}

/** Ends the operation if it is over by now, and announces how it stands. */
export function conclude(hub: Hub, tx: WriteTx, row: OperationRow): Operation {
  const now = hub.clock.now()
  const parts = partsNow(tx, row, now)
  for (const part of parts) changePart(tx, row.id, part.address, { state: part.state })
  const state = judgeOperation({ ...row, parts }, now)
  if (state !== row.state) endOperation(tx, row.id, state, now)
  const operation = toOperation(tx, findOperation(tx, row.id) ?? row, now)
  hub.announcer.add(tx, { type: 'operation.changed', data: operation })
  return operation
}
