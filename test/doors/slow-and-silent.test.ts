import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
const open: Socket[] = []
beforeEach(async () => {
  hub = await startTempHub()
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await hub[Symbol.asyncDispose]()
})

async function dial(first: string): Promise<Socket> {
  const socket = connect(`${hub.home}/hub.sock`)
  socket.on('error', () => {})
  open.push(socket)
  await once(socket, 'connect')
  socket.write(first)
  return socket
}

const HALF =
  'POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"to":'

it('answers others while a hundred requests never come to their end', async () => {
  await Promise.all(Array.from({ length: 100 }, (_, index) => dial(index % 2 === 0 ? HALF : 'GET /v1/hub HTT')))

  const started = Date.now()
  await hub.client.hub.status()

  expect(Date.now() - started).toBeLessThan(1_000)
})

it('hangs up, with a reason, on headers that do not end within ten seconds', async () => {
  const socket = await dial('GET /v1/hub HTTP/1.1\r\nHost: x\r\n')

  const said = (await buffer(socket)).toString()

  expect(said).toContain('"code":"bad_request"')
  expect(said).toContain('did not come to its end in time')
}, 20_000)

it('ends within three seconds though readers of events, half requests and idle lines hang on', async () => {
  const reader = await dial('GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(reader, 'data')
  await dial(HALF)
  await dial('')

  const started = Date.now()
  await hub.stop()

  expect(Date.now() - started).toBeLessThan(3_000)
})

it('carries out what came whole before its sender hung up, once', async () => {
  const messageId = randomUUID()
  const body = JSON.stringify({ messageId, to: ['owner'], body: 'gone already' })
  const head = `POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`

  const socket = await dial(head + body)
  socket.destroySoon()
  await pause(300)

  const { deliveries } = await hub.client.messages.receipts({ messageId })
  expect(deliveries).toHaveLength(1)
  expect(await hub.bugs()).toEqual([])
})
