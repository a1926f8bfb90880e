import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HubError } from '#contract/errors.ts'
import { bearerOf, judgeHead } from '#doors/web/judge.ts'
import { CALLS, fillPath } from '../support/contract-calls.ts'
import { isHonest, listClaims, sendHeads, type Claim } from '../support/heads.ts'
import { stateOfHub } from '../support/hub-state.ts'
import { scaled, scaledLimit } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { enterWeb, type WebEntry } from '../support/web-entry.ts'

const EXPIRED = randomBytes(32).toString('base64url')
/** Stops the hub or starts programs; with a body of `{}` only the first would do it. */
const ROUTES = [
  ...CALLS.map(({ method, path }) => ({ method, path: fillPath(path) })),
  { method: 'GET', path: '/v1/events' },
  { method: 'GET', path: '/v1/openapi.json' },
  { method: 'POST', path: '/v1/web/logout' },
  { method: 'GET', path: '/v1/live' },
  { method: 'GET', path: '/v1/nothing' },
]

let hub: TempHub
let web: WebEntry

beforeAll(async () => {
  hub = await startTempHub()
  await enterWeb(hub.client)
  await hub.stop()
  addExpiredToken(join(hub.home, 'comms.db'))
  await hub.restart()
  web = await enterWeb(hub.client)
})

afterAll(() => hub[Symbol.asyncDispose]())

function addExpiredToken(file: string): void {
  const db = new Database(file)
  const hash = createHash('sha256').update(EXPIRED).digest('hex')
  db.prepare('INSERT INTO web_tokens (hash, created_at, used_at) VALUES (?, 1, 1)').run(hash)
  db.close()
}

const WRONG = randomBytes(32).toString('base64url')

/** What a request may carry that is no token of this door. */
const credentials: readonly {
  readonly what: string
  readonly token: string | undefined
  readonly query: () => string
}[] = [
  { what: 'no token', token: undefined, query: () => '' },
  { what: 'a wrong token', token: WRONG, query: () => '' },
  { what: 'an expired token', token: EXPIRED, query: () => '' },
  { what: 'its token in the address', token: undefined, query: () => `?token=${web.token}&access_token=${web.token}` },
]

/** Every route hears every honest claim and one in so many of the others: each in turn, so that none is left out. */
const EVERY = scaled(10, 1)

function claimsFor(route: number, all: readonly Claim[]): readonly Claim[] {
  return all.filter((claim, place) => (place + route) % EVERY === 0 || isHonest(claim, web.port))
}

it.each(credentials)(
  'refuses $what on every route, whatever host and origin are claimed [S8]',
  async ({ token, query }) => {
    const before = await stateOfHub(hub)
    const all = listClaims(web.port)
    const asked = new Set<Claim>()
    const wrong: string[] = []
    let count = 0
    let answered = 0

    for (const [route, { method, path }] of ROUTES.entries()) {
      const claims = claimsFor(route, all)
      const statuses = await sendHeads(
        web.port,
        claims.map(claim => ({ method, path: path + query(), claim, token })),
      )
      count += claims.length
      answered += statuses.length
      claims.forEach((claim, place) => {
        asked.add(claim)
        const status = statuses[place] ?? 0
        const allowed = isHonest(claim, web.port) ? [401] : [400, 403, 421]
        if (!allowed.includes(status)) wrong.push(`${method} ${path} ${JSON.stringify(claim)}: ${status}`)
      })
    }

    expect(wrong.slice(0, 20)).toEqual([])
    expect(answered).toBe(count)
    expect(asked.size).toBe(all.length)
    expect(asked.size).toBeGreaterThan(500)
    expect(await stateOfHub(hub)).toEqual(before)
  },
  scaledLimit(30_000),
)

it('refuses a good token with a host or an origin that is not its own', async () => {
  const before = await stateOfHub(hub)
  const claims = listClaims(web.port).filter(claim => !isHonest(claim, web.port))

  const answers = await Promise.all(
    ['/v1/hub', '/v1/events', '/'].map(path =>
      sendHeads(
        web.port,
        claims.map(claim => ({ method: 'GET', path, claim, token: web.token })),
      ),
    ),
  )

  expect(new Set(answers.flat())).toEqual(new Set([400, 403, 421]))
  expect(answers.flat()).toHaveLength(3 * claims.length)
  expect(await stateOfHub(hub)).toEqual(before)
})

it('lets the honest in, so that the refusals above mean something', async () => {
  const honest = listClaims(web.port).filter(claim => isHonest(claim, web.port))

  const statuses = await sendHeads(
    web.port,
    honest.map(claim => ({ method: 'GET', path: '/v1/hub', claim, token: web.token })),
  )

  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(statuses.length).toBeGreaterThan(10)
})

it('judges any head without an exception, and lets in nothing that the table does not', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '127.0.0.1:4000',
      'localhost:4000',
      'http://127.0.0.1:4000',
      'null',
      'same-origin',
      'application/json',
    ),
  )
  const header = fc.tuple(
    fc.constantFrom('Host', 'ORIGIN', 'sec-fetch-site', 'content-type', 'authorization', 'X'),
    value,
  )
  const head = fc.record({
    method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'PUT', ''),
    url: fc.oneof(fc.constant('/v1/hub'), fc.string()),
    rawHeaders: fc.array(header, { maxLength: 6 }).map(pairs => pairs.flat()),
  })

  fc.assert(
    fc.property(head, given => {
      const refusal = judgeHead(given, 4_000)
      bearerOf(given)
      if (refusal instanceof HubError) return
      expect(isHonest(claimOf(given.rawHeaders), 4_000)).toBe(true)
      expect(['GET', 'POST']).toContain(given.method)
    }),
    { numRuns: 3_000 },
  )
})

function claimOf(rawHeaders: readonly string[]): Claim {
  const find = (name: string) =>
    rawHeaders[rawHeaders.findIndex((one, place) => place % 2 === 0 && one.toLowerCase() === name) + 1]
  const has = (name: string) => rawHeaders.some((one, place) => place % 2 === 0 && one.toLowerCase() === name)
  return {
    host: find('host') ?? '',
    origin: has('origin') ? find('origin') : undefined,
    site: has('sec-fetch-site') ? find('sec-fetch-site') : undefined,
  }
}
