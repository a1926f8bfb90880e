import type { Sender } from '#contract/message.ts'
import type { OperationState, PartState, StartOperation } from '#contract/operation.ts'
import type { ReadDb, WriteTx } from './handles.ts'

/** An operation as it is kept. Times in milliseconds since 1970. */
export interface OperationRow {
  readonly id: string
  readonly name: string
  readonly by: Sender
  readonly state: OperationState
  readonly startedAt: number
  readonly deadline: number
  readonly endedAt: number | null
  readonly quorum: number
  readonly request: StartOperation
  readonly contentHash: string
  /** The coordinator, and whoever started it, have been told how it ended. */
  readonly isTold: boolean
}

export interface PartRow {
  readonly address: string
  readonly name: string
  readonly role: string
  readonly messageId: string
  readonly state: PartState
  readonly percent: number | null
  readonly note: string | null
  readonly answer: string | null
  readonly answeredAt: number | null
  readonly isLate: boolean
  readonly followUps: number
}

/** What may change about a part. */
export type PartChange = Partial<Omit<PartRow, 'address' | 'name' | 'role' | 'messageId'>>

const COLUMNS = `id, name, started_by AS startedBy, state, started_at AS startedAt, deadline, ended_at AS endedAt, quorum,
  request, content_hash AS contentHash, is_told AS isTold`
const PART_COLUMNS = `address, name, role, message_id AS messageId, state, percent, note, answer, answered_at AS answeredAt,
  is_late AS isLate, follow_ups AS followUps`

/** Keeps an operation with all its parts, and which messages belong to it. */
export function insertOperation(tx: WriteTx, row: OperationRow, parts: readonly PartRow[]): void {
  tx.prepare(
    `INSERT INTO operations (id, name, started_by, state, started_at, deadline, ended_at, quorum, request, content_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.id,
    row.name,
    JSON.stringify(row.by),
    row.state,
    row.startedAt,
    row.deadline,
    row.endedAt,
    row.quorum,
    JSON.stringify(row.request),
    row.contentHash,
  )
  const insert = tx.prepare(
    `INSERT INTO operation_parts (operation_id, place, address, name, role, message_id, state) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const [place, part] of parts.entries()) {
    insert.run(row.id, place, part.address, part.name, part.role, part.messageId, part.state)
  }
  for (const messageId of new Set(parts.map(part => part.messageId))) addOperationMessage(tx, row.id, messageId)
}

/** From now on an answer to this message is an answer to the operation. */
export function addOperationMessage(tx: WriteTx, operationId: string, messageId: string): void {
  tx.prepare('INSERT INTO operation_messages (message_id, operation_id) VALUES (?, ?)').run(messageId, operationId)
}

export function findOperation(db: ReadDb, id: string): OperationRow | undefined {
  const row = db.prepare(`SELECT ${COLUMNS} FROM operations WHERE id = ?`).get(id)
  return row === undefined ? undefined : readOperation(row)
}

/** The operation that a message gave a task for, if it did. */
export function findOperationOfMessage(db: ReadDb, messageId: string): string | undefined {
  const row = db.prepare('SELECT operation_id AS id FROM operation_messages WHERE message_id = ?').get(messageId)
  return (row as { readonly id: string } | undefined)?.id
}

/** Newest first; all states when none is named. */
export function listOperations(db: ReadDb, state: OperationState | undefined, limit: number): readonly OperationRow[] {
  const order = 'ORDER BY started_at DESC, id DESC LIMIT ?'
  const rows =
    state === undefined
      ? db.prepare(`SELECT ${COLUMNS} FROM operations ${order}`).all(limit)
      : db.prepare(`SELECT ${COLUMNS} FROM operations WHERE state = ? ${order}`).all(state, limit)
  return rows.map(readOperation)
}

/** Those that run, the one that ends first before the others. Stays on `operations_running`. */
export function listRunningOperations(db: ReadDb): readonly OperationRow[] {
  return db
    .prepare(`SELECT ${COLUMNS} FROM operations WHERE state = 'running' ORDER BY deadline`)
    .all()
    .map(readOperation)
}

/** Ended ones whose end has not been told. */
export function listUntoldOperations(db: ReadDb): readonly OperationRow[] {
  return db
    .prepare(`SELECT ${COLUMNS} FROM operations WHERE is_told = 0 AND state <> 'running' ORDER BY ended_at`)
    .all()
    .map(readOperation)
}

/** Its parts, in the order they were given their tasks. */
export function listParts(db: ReadDb, operationId: string): readonly PartRow[] {
  return db
    .prepare(`SELECT ${PART_COLUMNS} FROM operation_parts WHERE operation_id = ? ORDER BY place`)
    .all(operationId)
    .map(row => {
      const part = row as Omit<PartRow, 'isLate'> & { readonly isLate: number }
      return { ...part, isLate: part.isLate === 1 }
    })
}

/** @param endedAt ms since 1970 */
export function endOperation(tx: WriteTx, id: string, state: OperationState, endedAt: number): void {
  tx.prepare('UPDATE operations SET state = ?, ended_at = ? WHERE id = ?').run(state, endedAt, id)
}

export function markOperationTold(tx: WriteTx, id: string): void {
  tx.prepare('UPDATE operations SET is_told = 1 WHERE id = ?').run(id)
}

/** False when the operation has no part there. Fields left out stay. */
export function changePart(tx: WriteTx, operationId: string, address: string, change: PartChange): boolean {
  const part = listParts(tx, operationId).find(each => each.address === address)
  if (part === undefined) return false
  const next = { ...part, ...change }
  tx.prepare(
    `UPDATE operation_parts
        SET state = ?, percent = ?, note = ?, answer = ?, answered_at = ?, is_late = ?, follow_ups = ?
      WHERE operation_id = ? AND address = ?`,
  ).run(
    next.state,
    next.percent,
    next.note,
    next.answer,
    next.answeredAt,
    next.isLate ? 1 : 0,
    next.followUps,
    operationId,
    address,
  )
  return true
}

function readOperation(row: unknown): OperationRow {
  const { startedBy, request, isTold, ...rest } = row as Omit<OperationRow, 'by' | 'request' | 'isTold'> & {
    readonly startedBy: string
    readonly request: string
    readonly isTold: number
  }
  return {
    ...rest,
    by: JSON.parse(startedBy) as Sender,
    request: JSON.parse(request) as StartOperation,
    isTold: isTold === 1,
  }
}
