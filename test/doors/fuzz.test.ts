import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { CALLS, fillPath } from '../support/contract-calls.ts'
import { createRandom, scaled, scaledLimit, type Random } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { sendRaw, showsInsides } from '../support/wire.ts'

const FRAMES = scaled(5_000, 100_000)
const AT_ONCE = 16
const ALLOWED_GROWTH = 50 * 1024 * 1024

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
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
function broken(random: Random): string {
  const characters = [...nonsense(random)]
  for (let changes = 1 + random.below(6); changes > 0; changes--) {
    const place = random.below(characters.length)
    characters.splice(place, random.below(3), ...Array.from({ length: random.below(3) }, () => random.pick(CHARACTERS)))
  }
  return characters.slice(0, random.below(5) === 0 ? random.below(characters.length) : undefined).join('')
}

it.each(['hub.sock', 'agent.sock'])(
  'survives nonsense on %s: nothing is accepted, no stack is shown, memory stays where it was [S10]',
  async door => {
    const random = createRandom()
    const seen = { frames: 0, answers: 0, insides: '' }
    const pid = hub.pid
    const socket = `${hub.home}/${door}`

    const send = async () => {
      const make = random.pick([garbage, nonsense, nonsense, broken])
      const said = await sendRaw(socket, make(random))
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
    await burst(1_000)
    const before = memoryOf(pid)
    await burst(FRAMES - 1_000)
    // What a burst needed is given back when it is over: the hub looks every half minute. What leaks stays.
    const growth = await eventually(
      () => memoryOf(pid) - before,
      bytes => bytes < ALLOWED_GROWTH,
      45,
    )

    expect(seen.insides).toBe('')
    expect(seen.frames).toBeGreaterThanOrEqual(FRAMES)
    expect(seen.answers).toBeGreaterThan(FRAMES / 2)
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
