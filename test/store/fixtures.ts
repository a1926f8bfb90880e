import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Step } from '#contract/delivery.ts'
import type { NewDelivery } from '#store/deliveries.ts'
import { insertDeliveries } from '#store/deliveries.ts'
import { appendEvent } from '#store/events.ts'
import type { ReadDb, WriteTx } from '#store/handles.ts'
import type { Accepted } from '#store/intake.ts'
import { insertMessage, type NewMessage } from '#store/messages.ts'
import { openStore, type Store, type StoreOptions } from '#store/open-store.ts'

/** The moment all samples happen at, in milliseconds since 1970. */
export const NOW = Date.UTC(2026, 10, 20, 14, 2, 11, 123)

export const clock = { now: () => NOW }

export interface TempFolder extends Disposable {
  readonly path: string
}

export function tempFolder(): TempFolder {
  const path = mkdtempSync(join(tmpdir(), 'comms-store-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export interface TestStore extends Disposable {
  readonly store: Store
  readonly read: ReadDb
  readonly path: string
  readonly write: Store['write']
}

/** A new store in a folder of its own; both are gone at the end of the test. */
export function testStore(options: Partial<StoreOptions> = {}): TestStore {
  const stack = new DisposableStack()
  const folder = stack.use(tempFolder())
  const path = join(folder.path, 'comms.db')
  const store = stack.use(openStore(path, { clock, reserveBytes: 4_096, ...options }))
  return { store, read: store.read, path, write: store.write, [Symbol.dispose]: () => stack.dispose() }
}

/** A UUIDv7 whose order and last digits follow `n`. */
export function uuid(n: number): string {
  const digits = n.toString(16).padStart(8, '0')
  return `01890000-${digits.slice(0, 4)}-7000-8000-0000${digits}`
}

export function sampleMessage(n: number, fields: Partial<NewMessage> = {}): NewMessage {
  return {
    id: uuid(n),
    from: { kind: 'owner', name: 'owner', address: null },
    conversation: null,
    body: `body ${n}`,
    kind: 'task',
    at: NOW,
    replyTo: null,
    noReply: false,
    expiresAt: NOW + 60_000,
    root: uuid(n),
    hops: 0,
    options: {},
    contentHash: `hash ${n}`,
    ...fields,
  }
}

export function step(state: Step['state'], fields: Partial<Step> = {}): Step {
  return { state, at: new Date(NOW).toISOString(), source: 'hub', evidence: `is ${state}`, reason: null, ...fields }
}

export function sampleDelivery(n: number, fields: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: uuid(1_000_000 + n),
    messageId: uuid(n),
    address: 'tmux:default/%1',
    name: 'api',
    senderKey: 'owner',
    lane: 'terminal',
    submit: null,
    text: `body ${n}`,
    identity: null,
    dueAt: NOW,
    expiresAt: NOW + 60_000,
    createdAt: NOW,
    steps: [step('accepted'), step('queued')],
    ...fields,
  }
}

/** One message with one delivery of it. */
export function accept(
  tx: WriteTx,
  n: number,
  fields: { readonly message?: Partial<NewMessage>; readonly delivery?: Partial<NewDelivery> } = {},
): void {
  insertMessage(tx, sampleMessage(n, fields.message))
  insertDeliveries(tx, [sampleDelivery(n, fields.delivery)])
}

/** What a test takes into the intake: a message with one delivery and one event. Entered twice, it fails. */
export interface Sample extends Accepted {
  readonly n: number
}

export function enterSample(tx: WriteTx, accepted: Accepted): boolean {
  const { id, n } = accepted as Sample
  accept(tx, n)
  appendEvent(tx, { type: 'group.removed', data: { name: id }, at: new Date(NOW).toISOString() })
  return true
}

/** How SQLite would answer a query: one line for each step. */
export function planOf(db: ReadDb, sql: string, values: readonly (string | number | null)[]): readonly string[] {
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]
  return rows.map(row => row.detail)
}

/** Notes every statement that a function prepares, so that a test can ask for the plan of the real text. */
export function spyOnSql(db: ReadDb): ReadDb & { readonly sql: readonly string[] } {
  const sql: string[] = []
  return {
    sql,
    prepare(text) {
      sql.push(text)
      return db.prepare(text)
    },
  }
}
