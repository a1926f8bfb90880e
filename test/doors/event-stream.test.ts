import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HubEvent } from '#contract/events.ts'
import { streamEvents } from '#doors/event-stream.ts'
import type { Caller } from '#hub/caller.ts'
import { eventually } from '../platform/eventually.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'

const OWNER: Caller = { power: 'owner', sender: { kind: 'owner', name: 'owner', address: null }, door: 'hub.sock' }

const events: HubEvent[] = []
const listeners = new Set<(event: HubEvent) => void>()
let clock: FakeClock
let response: ServerResponse
let reader: IncomingMessage
let close: () => void

beforeEach(async () => {
  events.length = 0
  listeners.clear()
  clock = createFakeClock()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const asked = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false })
  asked.on('error', () => {})
  ;[, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse]
  const hub = {
    clock,
    eventsAfter: (number: number, limit: number) => events.filter(event => event.number > number).slice(0, limit),
    announcer: {
      subscribe(listener: (event: HubEvent) => void) {
        listeners.add(listener)
        return { [Symbol.dispose]: () => void listeners.delete(listener) }
      },
    },
  }
  streamEvents(hub, response, { after: 0, caller: OWNER })
  ;[reader] = (await once(asked, 'response')) as [IncomingMessage]
  reader.on('error', () => {})
  close = () => {
    asked.destroy()
    server.close()
  }
})
afterEach(() => close())

function happen(count: number, size: number): void {
  for (let made = 0; made < count; made++) {
    const at = '2026-01-01T00:00:00.000Z'
    events.push({ type: 'loop.parked', data: { root: 'x'.repeat(size), reason: '' }, number: events.length + 1, at })
  }
  const last = events.at(-1)
  if (last !== undefined) for (const listener of listeners) listener(last)
}

it('holds about a megabyte for a slow reader and leaves the rest where it is', () => {
  happen(500, 100_000)

  expect(response.writableLength).toBeGreaterThan(1024 * 1024)
  expect(response.writableLength).toBeLessThan(1.3 * 1024 * 1024)
})

it('drops a reader that takes nothing for five seconds, and forgets it', async () => {
  happen(100, 100_000)
  await clock.advance(4_999)
  const before = response.destroyed
  await clock.advance(1)

  expect([before, response.destroyed]).toEqual([false, true])
  expect(listeners.size).toBe(0)
  expect(clock.waiting).toBe(0)
})

it('goes on where it stopped once the reader has taken what was there', async () => {
  happen(100, 100_000)
  let text = ''
  reader.setEncoding('utf8').on('data', (part: string) => (text += part))

  await eventually(
    () => [...text.matchAll(/^id: (\d+)$/gmu)].map(([, number]) => Number(number)),
    numbers => numbers.length === 100,
  )

  expect(clock.waiting).toBe(1)
  await clock.advance(15_000)
  await eventually(
    () => text.endsWith(': still here\n\n'),
    isThere => isThere,
  )
})

it('forgets a reader that hangs up', async () => {
  happen(1, 10)
  close()

  await eventually(
    () => listeners.size + clock.waiting,
    left => left === 0,
  )
  expect(() => happen(1, 10)).not.toThrow()
})
