import { connect } from 'node:net'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readError } from '../support/wire.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { askWeb, enterWeb, exchange, readAddress, type WebAnswer } from '../support/web-entry.ts'

let hub: TempHub

beforeAll(async () => {
  hub = await startTempHub()
})

afterAll(() => hub[Symbol.asyncDispose]())

const errorOf = (answer: WebAnswer) => readError({ ...answer, json: JSON.parse(answer.text) as unknown })

describe('coming in', () => {
  it('listens on the loopback alone, and says where without saying how to come in', async () => {
    const { url, expiresInSeconds } = await hub.client.web.open()

    const { port } = readAddress(url)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}$/)
    expect(expiresInSeconds).toBe(60)
    expect((await hub.client.hub.status()).url).toBe(`http://127.0.0.1:${port}/`)
    expect(JSON.parse(readFileSync(join(hub.home, 'hub.json'), 'utf8'))).toMatchObject({ port })
    const inodes = readFileSync('/proc/net/tcp', 'utf8')
    expect(inodes).toContain(`0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`)
  })

  it('opens one door, however often and at once it is asked to', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => hub.client.web.open()))

    expect(new Set(opened.map(({ url }) => readAddress(url).port)).size).toBe(1)
    expect(new Set(opened.map(({ url }) => readAddress(url).code)).size).toBe(5)
  })

  it('takes a code once, also when two come with it at the same time', async () => {
    const { port, code } = readAddress((await hub.client.web.open()).url)

    const answers = await Promise.all([exchange(port, code), exchange(port, code), exchange(port, code)])

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401])
    expect(errorOf(await exchange(port, code)).code).toBe('unauthorized')
  })

  it.each([['{}'], ['{"code":7}'], ['[]'], ['{"code":"x","more":1}'], [`{"code":"${'x'.repeat(300)}"}`], ['{']])(
    'refuses %s for a code',
    async body => {
      const { port } = readAddress((await hub.client.web.open()).url)

      const answer = await askWeb(port, { method: 'POST', path: '/v1/web/session', body })

      expect(errorOf(answer).code).toBe('bad_request')
    },
  )

  it('gives a browser what the owner has, and names the door in the audit', async () => {
    const { port, headers } = await enterWeb(hub.client)
    const body = JSON.stringify({ name: 'web', filter: 'is:idle' })

    const saved = await askWeb(port, { method: 'POST', path: '/v1/groups', headers, body })
    const { rows } = await hub.client.log.list({ kind: 'audit', limit: 50 })

    expect(saved.status).toBe(200)
    const own = rows.filter(({ data }) => (data as { door: string }).door === 'http').map(row => row.data)
    expect(own).toContainEqual(expect.objectContaining({ who: 'owner:owner', what: 'web session opened' }))
    expect(own).toContainEqual(expect.objectContaining({ who: 'owner:owner', target: '@web' }))
  })

  it('keeps no token and no code in any file', async () => {
    const { token } = await enterWeb(hub.client)
    const { code } = readAddress((await hub.client.web.open()).url)
    const files = ['comms.db', 'comms.db-wal', 'hub.json', 'logs/hub.log'].map(name =>
      readFileSync(join(hub.home, name)),
    )
    const hash = createHash('sha256').update(token).digest('hex')

    expect(files.filter(bytes => bytes.includes(token) || bytes.includes(code))).toEqual([])
    expect(files.some(bytes => bytes.includes(hash))).toBe(true)
  })
})

describe('going out and coming back', () => {
  it('forgets a token that is given back', async () => {
    const { port, headers } = await enterWeb(hub.client)
    const ask = () => askWeb(port, { path: '/v1/hub', headers })
    expect((await ask()).status).toBe(200)

    const left = await askWeb(port, { method: 'POST', path: '/v1/web/logout', headers, body: '{}' })

    expect(left.status).toBe(200)
    expect(errorOf(await ask()).code).toBe('unauthorized')
  })

  it('is there again after a restart, at the same address and for the same browser, but not for an old code', async () => {
    const { port, headers } = await enterWeb(hub.client)
    const { code } = readAddress((await hub.client.web.open()).url)

    await hub.restart()

    expect((await askWeb(port, { path: '/v1/hub', headers })).status).toBe(200)
    expect((await exchange(port, code)).status).toBe(401)
    expect((await hub.client.hub.status()).url).toBe(`http://127.0.0.1:${port}/`)
  })

  it('does not listen again for a browser that was not here for a month', async () => {
    const { port } = await enterWeb(hub.client)
    await hub.stop()
    const db = new Database(join(hub.home, 'comms.db'))
    db.prepare('UPDATE web_tokens SET used_at = ?').run(Date.now() - 31 * 24 * 60 * 60 * 1_000)
    db.close()

    await hub.restart()

    expect((await hub.client.hub.status()).url).toBeNull()
    await expect(askWeb(port, {})).rejects.toThrow(/ECONNREFUSED/)
  })
})

describe('the page', () => {
  it.each([['/'], ['/health'], ['/v1/hub'], ['/nothing'], ['/assets/none.js']])(
    'sends the headers that keep others out with %s',
    async path => {
      const { port } = await enterWeb(hub.client)

      const { headers } = await askWeb(port, { path })

      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
          `connect-src 'self'${path === '/' || path === '/health' || path === '/assets/none.js' ? ` ws://127.0.0.1:${port}` : ''}; ` +
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
      expect(headers).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      })
      expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).toEqual([])
    },
  )

  it('says nothing but ok about its health', async () => {
    const { port } = await enterWeb(hub.client)

    expect((await askWeb(port, { path: '/health' })).text).toBe('ok')
  })

  it.each([
    ['/assets/../index.html'],
    ['/assets/..%2f..%2fcomms.js'],
    ['/assets/%2e%2e/%2e%2e/comms.js'],
    ['/assets/.hidden.js'],
    ['/assets/x.js%00.css'],
    ['/../package.json'],
    ['/package.json'],
    ['/comms.js'],
    ['//etc/passwd'],
    ['/assets/'],
    ['/index.html'],
    ['/%'],
  ])('serves no file for %s', async path => {
    const { port } = await enterWeb(hub.client)

    const answer = await askWeb(port, { path })

    expect([400, 401, 404]).toContain(answer.status)
    expect(errorOf(answer).code).not.toBe('internal')
  })
})

describe('limits', () => {
  /** Sends text and returns the first that comes back. */
  async function sendHead(port: number, text: string): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    socket.write(text)
    const [first] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    return first.toString()
  }

  it('refuses by the head alone: the announced body is never waited for', async () => {
    const { port } = await enterWeb(hub.client)
    const head = (host: string) =>
      `POST /v1/messages HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{`

    expect(await sendHead(port, head('evil.test'))).toMatch(/^HTTP\/1\.1 421 /)
    expect(await sendHead(port, head(`127.0.0.1:${port}`))).toMatch(/^HTTP\/1\.1 401 /)
  })

  it('does not invite a body before the head was judged', async () => {
    const { port, headers } = await enterWeb(hub.client)
    const head = (token: string) =>
      `POST /v1/messages/plan HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
      `Authorization: ${token}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n`

    expect(await sendHead(port, head('Bearer x'))).toMatch(/^HTTP\/1\.1 401 /)
    expect(await sendHead(port, head(headers['authorization'] ?? ''))).toMatch(/^HTTP\/1\.1 100 /)
  })

  it.each([
    ['two hosts', (port: number) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.test\r\n\r\n`],
    ['no host', () => 'GET / HTTP/1.1\r\n\r\n'],
    ['no host, of old', () => 'GET / HTTP/1.0\r\n\r\n'],
    ['a whole address', (port: number) => `GET http://evil.test/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`],
    [
      'two origins',
      (port: number) =>
        `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nOrigin: http://evil.test\r\n\r\n`,
    ],
    [
      'headers of 20 KiB',
      (port: number) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
    ['bytes', () => '\u0016\u0003\u0001\u0002\u0000'],
  ])('answers %s with 400', async (_what, head) => {
    const { port } = await enterWeb(hub.client)

    expect(await sendHead(port, head(port))).toMatch(/^HTTP\/1\.[01] 400 /)
  })

  it('stays alive and answers after all of this', async () => {
    const { port, headers } = await enterWeb(hub.client)

    expect((await askWeb(port, { path: '/v1/hub', headers })).status).toBe(200)
  })
})

it('met no bug in all of this', async () => {
  expect(await hub.bugs()).toEqual([])
})
