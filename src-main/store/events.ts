import type { HubEvent, HubEventBody } from '#contract/events.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { lastNumber } from './numbers.ts'
import { fromTimestamp, toTimestamp } from './time.ts'

interface StoredEvent {
  readonly number: number
  readonly at: number
  readonly type: string
  readonly data: string
}

/** Adds an event to the stream and returns its number, which must not be announced before the commit. */
export function appendEvent(tx: WriteTx, event: HubEventBody & { readonly at: string }): number {
  const { lastInsertRowid } = tx
    .prepare('INSERT INTO events (at, type, data) VALUES (?, ?, ?)')
    .run(fromTimestamp(event.at), event.type, JSON.stringify(event.data))
  return Number(lastInsertRowid)
}

/** Events behind `number`, oldest first. A reader whose `number + 1` is before `firstEventNumber` has missed some. */
export function listEventsAfter(db: ReadDb, number: number, limit: number): readonly HubEvent[] {
  return db
    .prepare('SELECT number, at, type, data FROM events WHERE number > ? ORDER BY number LIMIT ?')
    .all(number, limit)
    .map(readEvent)
}

/** The newest events, oldest first. */
export function listNewestEvents(db: ReadDb, limit: number): readonly HubEvent[] {
  return db
    .prepare('SELECT number, at, type, data FROM events ORDER BY number DESC LIMIT ?')
    .all(limit)
    .map(readEvent)
    .reverse()
}

/** Number of the newest event there ever was; 0 before the first. */
export function lastEventNumber(db: ReadDb): number {
  return lastNumber(db, 'events')
}

/** Number of the oldest event that is still kept, or of the next one when none is. */
export function firstEventNumber(db: ReadDb): number {
  const row = db.prepare('SELECT MIN(number) AS number FROM events').get() as { number: number | null }
  return row.number ?? lastEventNumber(db) + 1
}

/**
 * Drops the oldest events beyond the newest `keep`, at most `limit` of them so that no writer waits long.
 * @returns how many were dropped; call again while it is `limit`
 */
export function pruneEvents(tx: WriteTx, keep: number, limit = 5_000): number {
  const first = firstEventNumber(tx)
  const end = Math.min(lastEventNumber(tx) - keep, first + limit - 1)
  return tx.prepare('DELETE FROM events WHERE number <= ?').run(end).changes
}

function readEvent(row: unknown): HubEvent {
  const { number, at, type, data } = row as StoredEvent
  return { number, at: toTimestamp(at), type, data: JSON.parse(data) as unknown } as HubEvent
}
