import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LiveFrame } from '#contract/live.ts'
import { serve, type Served } from '#serve'
import { eventually } from '../platform/eventually.ts'

type Answer = { readonly id: number; readonly status: number; readonly body: string }

let home: string
let served: Served

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'comms-p-')))
  process.env['TMUX_TMPDIR'] = home
  served = await serve({ home, foreground: false })
})

afterAll(async () => {
  await served.close()
  await rm(home, { recursive: true, force: true })
})

/** A window: its end of a port, and what it was told. */
function openWindow() {
  const { port1, port2 } = new MessageChannel()
  const answers: Answer[] = []
  const live: LiveFrame[] = []
  port2.on('message', (message: Answer | { live: LiveFrame }) => {
    if ('live' in message) live.push(message.live)
    else answers.push(message)
  })
  served.connect(asElectronGivesIt(port1))
  return {
    answers,
    live,
    post: (message: unknown) => port2.postMessage(message),
    answerTo: (id: number) =>
      eventually(
        () => answers.find(answer => answer.id === id) as Answer,
        answer => answer !== undefined,
      ),
    [Symbol.dispose]: () => port2.close(),
  }
}

/** Electron's port wraps what it hands over, as a page's does; Node's does not. */
function asElectronGivesIt(port: MessagePort) {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'message') port.on('message', (data: unknown) => listener({ data }))
      else port.on('close', () => listener({ data: undefined }))
    },
    start: () => port.start(),
    close: () => port.close(),
  }
}

it('answers calls by the same routes as a socket, each by its number', async () => {
  using page = openWindow()

  page.post({ id: 1, method: 'POST', path: '/v1/templates', body: '{"name":"port","body":"hello"}' })
  page.post({ id: 2, method: 'GET', path: '/v1/sessions?filter=is%3Aidle' })

  expect(await page.answerTo(1)).toMatchObject({ status: 200 })
  expect(JSON.parse((await page.answerTo(2)).body)).toEqual({ sessions: [], hints: [] })
})

it('is the owner there, and the audit says that it was in the app', async () => {
  using page = openWindow()

  page.post({ id: 1, method: 'POST', path: '/v1/groups', body: '{"name":"app","filter":"is:idle"}' })
  await page.answerTo(1)
  page.post({ id: 2, method: 'GET', path: '/v1/log?kind=audit' })

  const { rows } = JSON.parse((await page.answerTo(2)).body) as { rows: { data: unknown }[] }
  expect(rows.at(-1)?.data).toMatchObject({ who: 'owner:owner', door: 'app', target: '@app' })
})

it('sends live frames on the same port', async () => {
  using page = openWindow()
  page.post({ live: { kind: 'follow', after: 0 } })
  await eventually(
    () => page.live.some(({ kind }) => kind === 'caught_up'),
    isThere => isThere,
  )

  page.post({ id: 1, method: 'POST', path: '/v1/templates', body: '{"name":"new","body":"hello"}' })

  await eventually(
    () => page.live.some(frame => frame.kind === 'event' && frame.event.type === 'template.changed'),
    isThere => isThere,
  )
  expect((await page.answerTo(1)).status).toBe(200)
})

it.each([
  ['no such call', { method: 'GET', path: '/v1/nothing' }, 404],
  ['a body that is no JSON', { method: 'POST', path: '/v1/templates', body: '{' }, 400],
  ['a call without what it needs', { method: 'POST', path: '/v1/templates', body: '{}' }, 400],
  ['another method', { method: 'DELETE', path: '/v1/templates' }, 400],
  ['a path of elsewhere', { method: 'GET', path: 'http://evil.test/v1/hub' }, 400],
  ['a path outside', { method: 'GET', path: '/health' }, 400],
  ['a stream that never ends', { method: 'GET', path: '/v1/events' }, 405],
  ['a stream, spelled otherwise', { method: 'GET', path: '/v1/events?after=0' }, 405],
  ['a stream, encoded', { method: 'GET', path: '/v1/%65vents' }, 404],
  ['more than a call', { method: 'GET', path: '/v1/hub', extra: 1 }, 400],
])('answers %s with an error of the table', async (_what, call, status) => {
  using page = openWindow()

  page.post({ id: 7, ...call })

  const answer = await page.answerTo(7)
  expect(answer.status).toBe(status)
  expect(Object.keys(JSON.parse(answer.body) as object)).toEqual(['error'])
})

it.each([[null], [7], ['text'], [{}], [{ id: 'x' }], [[]], [{ live: 'x' }]])('survives %j', async message => {
  using page = openWindow()

  page.post(message)
  page.post({ id: 1, method: 'GET', path: '/v1/hub' })

  expect((await page.answerTo(1)).status).toBe(200)
})

it('lets a window go while its calls are under way', async () => {
  using page = openWindow()
  for (let id = 1; id <= 50; id++) page.post({ id, method: 'GET', path: '/v1/doctor' })
  page[Symbol.dispose]()
  using other = openWindow()

  other.post({ id: 1, method: 'GET', path: '/v1/hub' })

  expect((await other.answerTo(1)).status).toBe(200)
})
