import type { DeliveryRow } from './rows.ts'

/** Waiting: nothing was typed. Word for word the condition of the index `deliveries_due`. */
export const IS_WAITING = `state IN ('accepted', 'queued', 'held')`

/** Not at its end. Word for word the condition of the index `deliveries_active`. */
export const IS_ACTIVE = `state IN ('accepted', 'queued', 'held', 'sending', 'typed', 'submitted')`

/** The column of each field that a change may set. State, reason and version come with the step. */
export const CHANGEABLE = {
  lane: 'lane',
  submit: 'submit',
  attempts: 'attempts',
  allowedAttempts: 'allowed_attempts',
  absencesLeft: 'absences_left',
  presses: 'presses',
  text: 'text',
  identity: 'identity',
  intent: 'intent',
  dueAt: 'due_at',
  expiresAt: 'expires_at',
  crashes: 'crashes',
} as const satisfies Partial<Record<keyof DeliveryRow, string>>

/** The columns of a delivery, for a query that names no other table with the same ones. */
export const DELIVERY_COLUMNS = `
  deliveries.sequence, deliveries.id, message_id AS messageId, address, name, sender_key AS senderKey, lane, submit,
  state, reason, version, attempts, allowed_attempts AS allowedAttempts, absences_left AS absencesLeft, presses, text,
  identity, intent, due_at AS dueAt, deliveries.expires_at AS expiresAt, created_at AS createdAt, crashes`

/** A row of `DELIVERY_COLUMNS`, as SQLite gives it. */
interface StoredDelivery extends Omit<DeliveryRow, 'identity' | 'intent'> {
  readonly identity: string | null
  readonly intent: string | null
}

export function readDelivery(row: unknown): DeliveryRow {
  const stored = row as StoredDelivery
  return {
    ...stored,
    identity: fromJson(stored.identity) as DeliveryRow['identity'],
    intent: fromJson(stored.intent) as DeliveryRow['intent'],
  }
}

export function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}

function fromJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
