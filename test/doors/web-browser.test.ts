import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../e2e/build-app.ts'
import { startAttacker, startCareless, type LocalServer } from '../support/attacker.ts'
import { launchChromium } from '../support/chromium.ts'
import { CALLS, fillPath, type ContractCall } from '../support/contract-calls.ts'
import { stateOfHub } from '../support/hub-state.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { enterWeb, type WebEntry } from '../support/web-entry.ts'

const GUESS = 'x'.repeat(43)
/** What has a body here that would do something. */
const HARMFUL: Readonly<Record<string, string>> = {
  'templates.save': '{"name":"owned","body":"owned"}',
  'groups.save': '{"name":"owned","filter":"is:idle"}',
  'settings.update': '{"keepEvents":1000}',
}

const routeOf = ({ name, method, path }: ContractCall) => ({
  method,
  path: fillPath(path),
  body: HARMFUL[name] ?? '{}',
})
const BESIDES: ReturnType<typeof routeOf>[] = [
  { method: 'GET', path: '/v1/events', body: '{}' },
  { method: 'GET', path: '/v1/openapi.json', body: '{}' },
  { method: 'POST', path: '/v1/web/session', body: `{"code":"${GUESS}"}` },
  { method: 'POST', path: '/v1/web/logout', body: '{}' },
  { method: 'GET', path: '/', body: '{}' },
]
const EVERY_ROUTE = [...CALLS.map(routeOf), ...BESIDES]

/** Calls that a door tells apart by nothing but their name. */
const shapeOf = ({ method, power, path }: ContractCall) => `${method} ${power} ${path.split('{').length}`
const ONE_OF_EACH = [...Map.groupBy(CALLS, shapeOf).values()].flatMap(calls => calls.slice(0, 1))

/** What is attacked by every way: one call of each shape, and whatever would do harm. `npm run campaign S7` takes all. */
const ROUTES =
  process.env['CAMPAIGN'] === 'full'
    ? EVERY_ROUTE
    : [...new Set([...ONE_OF_EACH, ...CALLS.filter(({ name }) => name in HARMFUL)])].map(routeOf).concat(BESIDES)

const ATTACKS = [
  'fetch without cors',
  'fetch with cors',
  'fetch that needs a preflight',
  'fetch with credentials',
  'fetch through a redirect',
  'XMLHttpRequest',
  'form',
  'img',
  'script',
  'module script',
  'stylesheet',
  'video',
  'iframe',
  'window',
  'EventSource',
  'WebSocket',
  'beacon',
  'a frame without an origin',
  'worker',
  'service worker',
]

let hub: TempHub
let web: WebEntry
let attacker: LocalServer
let careless: Awaited<ReturnType<typeof startCareless>>
let browser: Browser

beforeAll(async () => {
  ;[hub, attacker, careless, browser] = await Promise.all([
    startHubWithPage(),
    startAttacker(),
    startCareless(),
    launchChromium({ args: ['--host-resolver-rules=MAP *.test 127.0.0.1'] }),
  ])
  web = await enterWeb(hub.client)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await Promise.all([attacker, careless, hub].map(each => each?.[Symbol.asyncDispose]()))
})

async function startHubWithPage(): Promise<TempHub> {
  return startTempHub({ env: { COMMS_APP_FOLDER: await buildApp() } })
}

async function openPage(address: string): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(address)
  return page
}

/** Runs one attack from a page and returns what it could read. */
function attack(page: Page, name: string, port: number, routes = ROUTES): Promise<readonly string[]> {
  const given = JSON.stringify({ target: `http://127.0.0.1:${port}`, routes, token: GUESS })
  return page.evaluate(`window.attacks[${JSON.stringify(name)}](${given})`)
}

/** Secure contexts are needed for service workers; a page of this machine has one, another name does not. */
const PLACES = [
  { place: 'another site', host: 'attacker.test', names: ATTACKS.filter(name => name !== 'service worker') },
  { place: 'another port of this machine', host: '127.0.0.1', names: ATTACKS },
]

describe.each(PLACES)('a page of $place', ({ host, names }) => {
  it('changes nothing and reads nothing, by any of its ways, on any kind of route [S7]', async () => {
    const page = await openPage(`http://${host}:${attacker.port}/`)
    const before = await stateOfHub(hub)
    const statuses: number[] = []
    page.context().on('response', response => {
      if (new URL(response.url()).port === String(web.port)) statuses.push(response.status())
    })
    const read: Record<string, readonly string[]> = {}

    for (const name of names) {
      const got = await attack(page, name, web.port)
      if (got.length > 0) read[name] = got
    }

    expect(read).toEqual({})
    expect(await stateOfHub(hub)).toEqual(before)
    expect(statuses.filter(status => status < 400)).toEqual([])
    expect(statuses.length).toBeGreaterThan(ROUTES.length)
    await page.context().close()
  }, 240_000)

  it('does arrive at a server that is careless, so that the refusals mean something', async () => {
    const page = await openPage(`http://${host}:${attacker.port}/`)
    const missed: string[] = []

    for (const name of names) {
      const before = careless.hits.count
      await attack(page, name, careless.port, ROUTES.slice(0, 2))
      if (careless.hits.count === before) missed.push(name)
    }

    expect(missed).toEqual([])
    expect(names.length).toBeGreaterThanOrEqual(14)
    await page.context().close()
  }, 60_000)
})

it('refuses a name that was bound to this machine afterwards, where the page passes for its own [S7]', async () => {
  const page = await openPage(`http://rebound.test:${web.port}/`)
  const before = await stateOfHub(hub)

  const statuses = await page.evaluate(async (routes: typeof EVERY_ROUTE) => {
    const asked = routes.map(({ method, path, body }) =>
      fetch(path, {
        method,
        headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
        ...(method === 'POST' && { body }),
      }).then(({ status }) => status),
    )
    return Promise.all(asked)
  }, EVERY_ROUTE)

  expect(new Set(statuses)).toEqual(new Set([421]))
  expect(await stateOfHub(hub)).toEqual(before)
  await page.context().close()
})

it('lets the page in that a person opened, takes the code out of its address, and breaks no rule of its own', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  const { url } = await hub.client.web.open()

  await page.goto(url)
  await page.getByRole('main').waitFor()
  const token = await page.evaluate('localStorage.getItem("comms.token")')

  expect(token).toMatch(/^[\w-]{43}$/u)
  expect(page.url()).not.toContain('code=')
  expect(complaints).toEqual([])
  await context.close()
})
