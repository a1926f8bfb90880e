import { readFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPuppet } from '../support/puppet.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
let url: URL
let token: string

beforeAll(async () => {
  hub = await startTempHub({ settings: { mcpPort: 0 } })
  await openPuppet(hub, 'ada')
  const admitted = await hub.client.mcp.admit({ name: 'ide' })
  url = new URL(admitted.url)
  token = admitted.token
})
afterAll(() => hub[Symbol.asyncDispose]())

async function connect(bearer: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const headers = { Authorization: `Bearer ${bearer}` }
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }))
  return client
}

interface Tried {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The status of a request made by hand, header by header. */
function statusOf({ method = 'POST', path = '/mcp', headers = {} }: Tried): Promise<number | undefined> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })
  const usual = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port: url.port,
        method,
        path,
        headers: { ...usual, authorization: `Bearer ${token}`, ...headers },
      },
      response => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    sent.once('error', reject)
    sent.end(method === 'POST' ? body : undefined)
  })
}

it('serves the same tools to a client with its token, which speaks under its own name', async () => {
  const client = await connect(token)

  const { tools } = await client.listTools()
  const who = await client.callTool({ name: 'comms_whoami', arguments: {} })
  await client.callTool({ name: 'comms_send', arguments: { to: 'owner', text: 'from the ide' } })
  await client.close()

  expect(tools).toHaveLength(11)
  expect(JSON.stringify(who.content)).toContain('You are ide')
  expect((await hub.client.inbox.list({})).messages).toMatchObject([{ from: 'ide', body: 'from the ide' }])
})

it('refuses a wrong host, origin, site, method, type or token before it reads the body [S8]', async () => {
  const statuses = await Promise.all([
    statusOf({}),
    statusOf({ headers: { host: 'evil.test' } }),
    statusOf({ headers: { origin: 'http://evil.test' } }),
    statusOf({ headers: { origin: 'null' } }),
    statusOf({ headers: { 'sec-fetch-site': 'cross-site' } }),
    statusOf({ headers: { 'content-type': 'text/plain' } }),
    statusOf({ headers: { authorization: '' } }),
    statusOf({ headers: { authorization: `Bearer ${'a'.repeat(43)}` } }),
    statusOf({ method: 'DELETE' }),
    statusOf({ method: 'OPTIONS' }),
    statusOf({ path: `/mcp?token=${token}`, headers: { authorization: '' } }),
    statusOf({ path: '/v1/sessions', method: 'GET' }),
    statusOf({ path: '/health', method: 'GET', headers: { authorization: '' } }),
  ])

  expect(statuses).toEqual([200, 421, 403, 403, 403, 400, 401, 401, 405, 405, 401, 404, 200])
})

it('keeps no token as it is, and opens no other door with it', async () => {
  const files = ['comms.db', 'comms.db-wal', join('logs', 'hub.log')]
  const kept = await Promise.all(files.map(file => readFile(join(hub.home, file), 'latin1').catch(() => '')))
  const web = new URL((await hub.client.web.open()).url)
  const other = await fetch(new URL('/v1/sessions', web), { headers: { authorization: `Bearer ${token}` } })

  expect(kept.join('')).toContain('ide')
  expect(kept.join('').includes(token)).toBe(false)
  expect(other.status).toBe(401)
})

it('comes back after a restart, and shuts when nobody may come in any more', async () => {
  await expect(hub.client.mcp.admit({ name: 'ide' })).rejects.toMatchObject({ code: 'conflict' })
  await hub.restart()
  const again = await hub.client.mcp.clients()
  url = new URL(again.url ?? '')
  const status = await statusOf({})

  await hub.client.mcp.forget({ name: 'ide' })

  expect([status, again.clients.map(({ name }) => name)]).toEqual([200, ['ide']])
  expect((await hub.client.mcp.clients()).url).toBeNull()
  await expect(statusOf({})).rejects.toThrow(/ECONN/)
})

it('says which setting helps when its port is taken', async () => {
  await using other = await startTempHub({
    settings: { mcpPort: Number(new URL((await hub.client.web.open()).url).port) },
  })

  await expect(other.client.mcp.admit({ name: 'ide' })).rejects.toMatchObject({
    code: 'unfit',
    hint: expect.stringContaining('mcpPort'),
  })
  expect((await other.client.mcp.clients()).clients).toEqual([])
})
