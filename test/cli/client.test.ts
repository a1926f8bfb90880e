import fc from 'fast-check'
import { createServer, type Server } from 'node:net'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClient, toWireRequest } from '#client/client.ts'
import { EventParser } from '#client/event-parser.ts'
import { findHub } from '#client/find-hub.ts'
import { followEvents } from '#client/follow-events.ts'
import { ResponseParser } from '#client/http/response-parser.ts'
import { ROUTES } from '#client/routes.ts'
import { socketLink } from '#client/socket-link.ts'
import { contract } from '#contract/contract.ts'
import { createSystemClock } from '#platform/clock.ts'
import { fakeSession, startFakeHub, WireError } from './fake-hub.ts'

test('the routes written out for the client are those of the contract', () => {
  const ofContract = Object.fromEntries(
    Object.entries(contract).map(([family, calls]) => [
      family,
      Object.fromEntries(
        Object.entries(calls).map(([name, call]) => {
          const { method, path } = call['~orpc'].route
          return [name, { method, path }]
        }),
      ),
    ]),
  )
  expect(ROUTES).toEqual(ofContract)
})

describe('the wire form of a call', () => {
  test('fills the path, and puts the rest into the query or the body', () => {
    expect(toWireRequest(ROUTES.sessions.list, { filter: 'is:idle dir:~/a&b', limit: undefined })).toEqual({
      method: 'GET',
      path: '/v1/sessions?filter=is%3Aidle+dir%3A%7E%2Fa%26b',
    })
    expect(toWireRequest(ROUTES.messages.retry, { messageId: 'm1', target: 'api' })).toEqual({
      method: 'POST',
      path: '/v1/messages/m1/retry',
      body: '{"target":"api"}',
    })
  })

  test.each(['..', '.', 'a/b', '?x=1', '#', 'a\r\nHost: evil'])(
    'keeps a hostile parameter %j inside its part',
    name => {
      const { path } = toWireRequest(ROUTES.groups.show, { name })
      expect(path).toMatch(/^\/v1\/groups\/[\w%-]+$/)
      expect(decodeURIComponent(path.slice('/v1/groups/'.length))).toBe(name)
    },
  )
})

describe('reading a response', () => {
  const chunked =
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n'
  const sized = 'HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nhello!'
  const interim = `HTTP/1.1 100 Continue\r\n\r\n${sized}`

  test.each([
    [chunked, 200],
    [sized, 404],
    [interim, 404],
  ])('comes out the same however the bytes are cut: %j', (wire, status) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), sizes => {
        const parser = new ResponseParser()
        const body: Buffer[] = []
        for (let at = 0, turn = 0; at < wire.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1
          body.push(...parser.push(Buffer.from(wire.slice(at, at + size))))
          at += size
        }
        expect(Buffer.concat(body).toString()).toBe('hello!')
        expect(parser.isDone).toBe(true)
        expect(parser.head?.status).toBe(status)
      }),
    )
  })

  test('without a length it ends with the connection', () => {
    const parser = new ResponseParser()
    expect(Buffer.concat(parser.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\nall'))).toString()).toBe('all')
    expect(parser.close()).toBe(true)
  })

  test.each([
    'SSH-2.0-OpenSSH_9.6\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`,
  ])('refuses what is not a hub (%#)', wire => {
    expect(() => new ResponseParser().push(Buffer.from(wire))).toThrow(/is not a hub/)
  })

  test('a response cut off in the middle is not complete', () => {
    const parser = new ResponseParser()
    parser.push(Buffer.from(sized.slice(0, -1)))
    expect(parser.close()).toBe(false)
  })
})

test('server-sent events are read out of any pieces, comments passed over', () => {
  const wire =
    ': hello\n\nid: 1\nevent: a\ndata: {"x":\ndata: 1}\n\r\n: beat\n\nid:2\ndata\n\ndata:z\n\nevent: none\n\n'
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), size => {
      const parser = new EventParser()
      const events = (wire.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []).flatMap(text => parser.push(text))
      expect(events).toEqual([
        { id: '1', type: 'a', data: '{"x":\n1}' },
        { id: '2', type: '', data: '' },
        { id: '2', type: '', data: 'z' },
      ])
    }),
  )
})

describe('calls over a socket', () => {
  test('bring the answer, and errors as the hub worded them', async () => {
    await using hub = await startFakeHub()
    const { client } = await findHub({ home: hub.home, door: 'hub' })
    hub.answer('GET /sessions', () => ({ sessions: [fakeSession('größe 日本')], hints: [] }))
    hub.answer('POST /focus', () => {
      throw new WireError(409, {
        error: { code: 'ambiguous', message: 'api is two', hint: 'say which', data: { candidates: ['a', 'b'] } },
      })
    })

    expect((await client.sessions.list({})).sessions[0]?.name).toBe('größe 日本')
    await expect(client.sessions.focus({ target: 'api' })).rejects.toMatchObject({
      ...{ name: 'HubError', code: 'ambiguous', message: 'api is two', hint: 'say which' },
      data: { candidates: ['a', 'b'] },
    })
    expect(hub.requests.at(-1)).toMatchObject({ method: 'POST', path: '/focus', body: { target: 'api' } })
  })

  test.each([
    [500, '<html>', 'internal'],
    [418, '{"error":{"code":"teapot","message":"short and stout"}}', 'internal'],
    [200, 'not json', 'internal'],
  ])('status %i with %j is %s', async (status, body, code) => {
    await using hub = await startFakeHub()
    hub.answer('GET /groups', () => {
      throw new WireError(status, body)
    })
    await expect(createClient(socketLink(join(hub.home, 'hub.sock'))).groups.list()).rejects.toMatchObject({ code })
  })

  test('carry a body of a megabyte whole', async () => {
    await using hub = await startFakeHub()
    hub.answer('POST /messages/plan', ({ body }) => ({ deliveries: [], got: (body as { body: string }).body.length }))
    const { client } = await findHub({ home: hub.home, door: 'hub' })
    expect(await client.messages.plan({ to: ['a'], body: 'x'.repeat(1_000_000) })).toMatchObject({ got: 1_000_000 })
  })

  test('end when the caller gives up, and close the connection', async () => {
    await using hub = await startFakeHub()
    hub.answer('GET /doctor', () => new Promise(() => {}))
    const client = createClient(socketLink(join(hub.home, 'hub.sock')))
    await expect(client.hub.doctor(undefined, { signal: AbortSignal.timeout(50) })).rejects.toThrow('given up')
  })
})

describe('looking for a hub', () => {
  let home: string
  const servers: Server[] = []
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'comms-find-'))
  })
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
    rmSync(home, { recursive: true, force: true })
  })
  const socketPath = () => join(home, 'hub.sock')

  test('says that none runs when there is no socket', async () => {
    await expect(findHub({ home, door: 'hub' })).rejects.toMatchObject({
      code: 'hub_not_running',
      data: { socket: socketPath() },
    })
  })

  test('takes a socket nobody listens on for no hub', async () => {
    // A killed process leaves its socket file behind.
    const { spawnSync } = await import('node:child_process')
    const script = 'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))'
    spawnSync(process.execPath, ['-e', script, socketPath()])
    await expect(findHub({ home, door: 'hub' })).rejects.toMatchObject({ code: 'hub_not_running' })
  })

  test.each([
    ['file', () => writeFileSync(socketPath(), '')],
    ['folder', () => mkdirSync(socketPath())],
  ])('refuses a %s in its place', async (_, make) => {
    make()
    await expect(findHub({ home, door: 'hub' })).rejects.toMatchObject({ code: 'unfit', message: /is not a socket/ })
  })

  test('refuses a state folder that is a file', async () => {
    const file = join(home, 'file')
    writeFileSync(file, '')
    await expect(findHub({ home: file, door: 'hub' })).rejects.toMatchObject({
      code: 'unfit',
      message: `${file} is no state folder of yours: it cannot be entered (ENOTDIR)`,
    })
  })

  test('refuses a hub that hangs up without an answer', async () => {
    const server = createServer(socket =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{')),
    )
    servers.push(server.listen(socketPath()))
    await once(server, 'listening')
    const { client } = await findHub({ home, door: 'hub' })
    await expect(client.hub.status()).rejects.toMatchObject({ code: 'hub_not_running', message: /hung up/ })
  })

  test('starts one when it may, once', async () => {
    let starts = 0
    const start = async () => {
      starts++
      const server = createServer(socket => void socket.end()).listen(socketPath())
      servers.push(server)
      await once(server, 'listening')
    }
    await findHub({ home, door: 'hub', start })
    await findHub({ home, door: 'hub', start })
    expect(starts).toBe(1)
  })
})

describe('following events', () => {
  test('goes on behind the last one seen after the stream broke, repeats and misses nothing', async () => {
    await using hub = await startFakeHub()
    const stop = new AbortController()
    const link = socketLink(join(hub.home, 'hub.sock'))
    const seen: (number | string)[] = []
    hub.emit('group.removed', { name: 'a' })

    for await (const item of followEvents(link, { clock: createSystemClock(), after: 100, signal: stop.signal })) {
      seen.push(item.kind === 'event' ? item.event.number : `connected again: ${item.again}`)
      if (seen.length === 2) {
        hub.breakStreams()
        hub.emit('group.removed', { name: 'b' })
      }
      if (seen.length === 4) hub.emit('group.removed', { name: 'c' })
      if (seen.length === 5) stop.abort()
    }

    expect(seen).toEqual(['connected again: false', 101, 'connected again: true', 102, 103])
    expect(hub.requests.map(({ headers }) => headers['last-event-id'])).toEqual(['100', '101'])
  })

  test('gives up on a hub that stays away longer than it is worth', async () => {
    const items = followEvents(socketLink('/nonexistent/hub.sock'), {
      clock: createSystemClock(),
      after: 0,
      patience: 100,
    })
    await expect(items.next()).rejects.toMatchObject({ code: 'hub_not_running' })
  })

  test('does not come back to a hub that refuses', async () => {
    await using hub = await startFakeHub()
    const link = socketLink(join(hub.home, 'hub.sock'))
    const refusing = { ...link, stream: () => link.stream('/v1/nosuch', {}) }
    const items = followEvents(refusing, { clock: createSystemClock(), after: 0 })
    await expect(items.next()).rejects.toMatchObject({ code: 'not_found' })
  })
})
