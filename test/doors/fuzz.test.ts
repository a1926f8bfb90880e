import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { CALLS, fillPath } from '../support/contract-calls.ts'
import { createRandom, scaled, scaledLimit, type Random } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { sendRaw, showsInsides } from '../support/wire.ts'

const FRAMES = scaled(5_000, 100_000)
const MCP_MESSAGES = scaled(1_000, 50_000)
const AT_ONCE = 16
const ALLOWED_GROWTH = 50 * 1024 * 1024

let hub: TempHub
let mcp: { readonly url: URL; readonly token: string }
beforeAll(async () => {
  hub = await startTempHub({ settings: { mcpPort: 0 } })
  const { url, token } = await hub.client.mcp.admit({ name: 'ide' })
  mcp = { url: new URL(url), token }
})
afterAll(() => hub[Symbol.asyncDispose]())

const CHARACTERS = [
  '\0',
  '\u001b',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ',',
  ':',
  '\r',
  '\n',
  ' ',
  '%',
  '/',
  '\u00ff',
  '-',
  '1e999',
]
const SCRAPS: readonly unknown[] = [
  null,
  true,
  -0,
  1e308,
  '',
  'nobody',
  '\u0000',
  '\ud800',
  '../../x',
  [],
  [[]],
  {},
  { a: { b: {} } },
  'x'.repeat(5_000),
  ['nobody'],
  '__proto__',
]
const FIELDS = [
  'to',
  'body',
  'messageId',
  'kind',
  'lane',
  'target',
  'name',
  'members',
  'filter',
  'reader',
  'title',
  'x',
]
const METHODS = ['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'PRI', 'get', '\u0001']

/** Bytes that mean nothing. */
function garbage(random: Random): Buffer {
  return Buffer.from(Array.from({ length: 1 + random.below(400) }, () => random.below(256)))
}

/** A request that is well formed and asks for nonsense. */
function nonsense(random: Random): string {
  const call = random.pick(CALLS.filter(({ name }) => name !== 'hub.stop'))
  const input = Object.fromEntries(
    Array.from({ length: random.below(6) }, () => [random.pick(FIELDS), random.pick(SCRAPS)]),
  )
  const body = call.method === 'POST' ? JSON.stringify(input) : ''
  const query = new URLSearchParams(
    Object.entries(input).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const path = fillPath(call.path, random.pick(['nobody', '%00', '..', 'x'.repeat(300)]))
  const length = random.below(20) === 0 ? random.pick(['-1', '1e3', '99999999999', '1, 2']) : Buffer.byteLength(body)
  return [
    `${random.below(8) === 0 ? random.pick(METHODS) : call.method} ${path}?${query.toString()} HTTP/1.1`,
    'Host: comms',
    'Content-Type: application/json',
    `Content-Length: ${length}`,
    random.pick(['Connection: close', 'Transfer-Encoding: chunked', 'Expect: 100-continue', 'Upgrade: websocket']),
    '',
    body,
  ].join('\r\n')
}

/** A request with some of its characters exchanged, doubled or taken away. */
const broken = (make: (random: Random) => string) => (random: Random) => {
  const characters = [...make(random)]
  for (let changes = 1 + random.below(6); changes > 0; changes--) {
    const place = random.below(characters.length)
    characters.splice(place, random.below(3), ...Array.from({ length: random.below(3) }, () => random.pick(CHARACTERS)))
  }
  return characters.slice(0, random.below(5) === 0 ? random.below(characters.length) : undefined).join('')
}

const MCP_METHODS = [
  'initialize',
  'ping',
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/read',
  'resources/subscribe',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
  'notifications/cancelled',
  '__proto__',
]
const MCP_NAMES = ['comms_send', 'comms_ask', 'comms_done', 'comms_inbox', 'comms_screen', 'comms_transcript_search']

/** A message of MCP that asks for nonsense, from a client that may come in. */
function mcpNonsense(random: Random): string {
  const scraps = () =>
    Object.fromEntries(Array.from({ length: random.below(5) }, () => [random.pick(FIELDS), random.pick(SCRAPS)]))
  const one = () => ({
    jsonrpc: random.below(9) === 0 ? random.pick(SCRAPS) : '2.0',
    id: random.below(3) === 0 ? random.pick(SCRAPS) : random.below(1_000),
    method: random.below(9) === 0 ? random.pick(SCRAPS) : random.pick(MCP_METHODS),
    params:
      random.below(4) === 0
        ? random.pick(SCRAPS)
        : { name: random.pick(MCP_NAMES), arguments: scraps(), uri: 'comms://nobody', ...scraps() },
  })
  const body = JSON.stringify(random.below(6) === 0 ? Array.from({ length: random.below(4) }, one) : one())
  return [
    'POST /mcp HTTP/1.1',
    `Host: ${mcp.url.host}`,
    `Authorization: Bearer ${mcp.token}`,
    'Accept: application/json, text/event-stream',
    'Content-Type: application/json',
    ...(random.below(4) === 0 ? [`Mcp-Session-Id: ${random.pick(['x', '..', 'a'.repeat(300)])}`] : []),
    ...(random.below(4) === 0 ? [`Mcp-Protocol-Version: ${random.pick(['2025-11-25', '1', '\u00ff'])}`] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}

const DOORS = [
  ['hub.sock', FRAMES, nonsense],
  ['agent.sock', FRAMES, nonsense],
  ['/mcp', MCP_MESSAGES, mcpNonsense],
] as const

it.each(DOORS)(
  'survives nonsense on %s: nothing is accepted, no stack is shown, memory stays where it was [S10]',
  async (door, frames, sensible) => {
    const random = createRandom()
    const seen = { frames: 0, answers: 0, insides: '' }
    const pid = hub.pid
    const place = door === '/mcp' ? { host: mcp.url.hostname, port: Number(mcp.url.port) } : `${hub.home}/${door}`

    const send = async () => {
      const make = random.pick([garbage, sensible, sensible, broken(sensible)])
      const said = await sendRaw(place, make(random))
      seen.frames++
      if (said.startsWith('HTTP/1.1')) seen.answers++
      if (showsInsides(said)) seen.insides = said
    }
    const burst = async (count: number) => {
      const end = seen.frames + count
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          while (seen.frames < end && seen.insides === '') await send()
        }),
      )
    }
    await burst(Math.min(1_000, frames / 5))
    const before = memoryOf(pid)
    await burst(frames - seen.frames)
    // What a burst needed is given back when it is over: the hub looks every half minute. What leaks stays.
    const growth = await eventually(
      () => memoryOf(pid) - before,
      bytes => bytes < ALLOWED_GROWTH,
      45,
    )

    expect(seen.insides).toBe('')
    expect(seen.frames).toBeGreaterThanOrEqual(frames)
    expect(seen.answers).toBeGreaterThan(frames / 2)
    expect(growth).toBeLessThan(ALLOWED_GROWTH)
    expect(await hub.client.hub.status()).toMatchObject({ pid })
    const { rows } = await hub.client.log.list({ limit: 5_000 })
    expect(rows.filter(({ type }) => type === 'message.accepted')).toEqual([])
    expect(await hub.bugs()).toEqual([])
  },
  scaledLimit(60_000),
)

/** Resident memory of a process, in bytes. */
function memoryOf(pid: number): number {
  if (process.platform !== 'linux') return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]))
  const [, kilobytes = 'NaN'] = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return 1024 * Number(kilobytes)
}
