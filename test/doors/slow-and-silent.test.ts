import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

/** A hub, and lines to it that are cut when the test is over. */
async function openLines() {
  await using opened = new AsyncDisposableStack()
  const hub: TempHub = opened.use(await startTempHub())
  const sockets = new Set<Socket>()
  opened.defer(() => {
    for (const socket of sockets) socket.destroy()
  })
  const owned = opened.move()
  return {
    hub,
    async dial(first: string): Promise<Socket> {
      const socket = connect(`${hub.home}/hub.sock`)
      socket.on('error', () => {})
      sockets.add(socket)
      await once(socket, 'connect')
      socket.write(first)
      return socket
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const HALF =
  'POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"to":'

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = Date.now()
  await work()
  return Date.now() - started
}

it.concurrent('answers others while a hundred requests never come to their end', async () => {
  await using lines = await openLines()
  const { hub, dial } = lines
  const without = await timeOf(() => hub.client.hub.status())
  await Promise.all(Array.from({ length: 100 }, (_, index) => dial(index % 2 === 0 ? HALF : 'GET /v1/hub HTT')))

  const withThem = await timeOf(() => hub.client.hub.status())

  // What the machine does just now without them: others may use it too.
  expect(withThem).toBeLessThan(Math.max(1_000, 5 * without))
})

it.concurrent('hangs up, with a reason, on headers that do not end within ten seconds', async () => {
  await using lines = await openLines()
  const { dial } = lines
  const socket = await dial('GET /v1/hub HTTP/1.1\r\nHost: x\r\n')

  const said = (await buffer(socket)).toString()

  expect(said).toContain('"code":"bad_request"')
  expect(said).toContain('did not come to its end in time')
}, 60_000)

it.concurrent('ends within three seconds though readers of events, half requests and idle lines hang on', async () => {
  await using lines = await openLines()
  const { hub, dial } = lines
  const reader = await dial('GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(reader, 'data')
  await dial(HALF)
  await dial('')

  const started = Date.now()
  await hub.stop()

  expect(Date.now() - started).toBeLessThan(3_000)
})

it.concurrent('carries out what came whole before its sender hung up, once', async () => {
  await using lines = await openLines()
  const { hub, dial } = lines
  const messageId = randomUUID()
  const body = JSON.stringify({ messageId, to: ['owner'], body: 'gone already' })
  const head = `POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`

  const socket = await dial(head + body)
  socket.destroySoon()

  const receipts = await eventually(
    () => hub.client.messages.receipts({ messageId }).catch(() => undefined),
    found => found !== undefined,
  )
  // Time in which the answer that nobody takes could be a bug.
  await pause(300)
  expect(receipts?.deliveries).toHaveLength(1)
  expect(await hub.bugs()).toEqual([])
})
