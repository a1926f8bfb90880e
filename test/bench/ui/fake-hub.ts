import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { WebSocketServer, type WebSocket } from 'ws'
import type { HubEvent } from '#contract/events.ts'
import type { LogRow } from '#contract/log.ts'
import type { Screen, Session } from '#contract/session.ts'
import { makeRow, makeScreen, makeSession } from './fake-data.ts'

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** What a page talks to when the number of things is the question: as many sessions and rows as wanted, at any pace. */
export interface FakeHub extends AsyncDisposable {
  readonly origin: string
  /** Changes the state of this many sessions, each an event of its own. */
  changeStates(count: number): void
  /** Draws the screens of this many sessions anew. */
  changeScreens(count: number): void
  /** Draws these screens. */
  showScreens(screens: readonly Screen[]): void
  /** Adds rows to the log and announces that something happened. */
  addRows(count: number): void
}

/** What is answered, by the path of the call. */
export type FakeAnswers = Readonly<Record<string, (query: URLSearchParams, body: unknown) => unknown>>

/**
 * Serves the built page from `folder` and answers its calls; scale only, no rules of the hub.
 *
 * @param more answers besides, or instead of, those that every page needs
 */
export async function startFakeHub(
  folder: string,
  sessions: number,
  rows: number,
  more: FakeAnswers = {},
): Promise<FakeHub> {
  const list: Session[] = Array.from({ length: sessions }, (_, place) => makeSession(place))
  const log: LogRow[] = Array.from({ length: rows }, (_, place) => makeRow(place + 1))
  const sockets = new Set<WebSocket>()
  let lastEvent = 0
  let turn = 0

  const answers: FakeAnswers = {
    '/v1/hub': () => ({ ...STATUS, lastEvent }),
    '/v1/sessions': () => ({ sessions: list, hints: [] }),
    '/v1/groups': () => ({ groups: [] }),
    '/v1/needs': () => ({ needs: [] }),
    '/v1/attention': () => ({ levels: [], snoozes: [] }),
    '/v1/away': () => ({ away: null }),
    '/v1/away/back': () => ({ away: null }),
    '/v1/rules': () => ({ rules: [] }),
    '/v1/limits': () => ({ limits: [] }),
    '/v1/quiet': () => ({ quiet: [] }),
    '/v1/templates': () => ({ templates: [] }),
    '/v1/schedules': () => ({ schedules: [] }),
    '/v1/operations': () => ({ operations: [] }),
    '/v1/capabilities': () => CAPABILITIES,
    '/v1/settings': () => SETTINGS,
    '/v1/log': query => page(log, query),
    '/v1/log/histogram': () => ({ buckets: [], total: log.length }),
    ...more,
  }

  const server = createServer((request, response) => void answer(request, response))
  const live = new WebSocketServer({ server, path: '/v1/live', handleProtocols: () => 'comms.v1' })
  live.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', data => {
      const { kind } = JSON.parse((data as Buffer).toString()) as { kind: string }
      if (kind === 'follow') socket.send(JSON.stringify({ kind: 'caught_up', lastEvent }))
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake')
    const call = answers[pathname]
    if (call !== undefined) {
      const body = request.method === 'POST' ? await json(request) : undefined
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(call(searchParams, body)))
    }
    const file = pathname === '/' ? 'index.html' : pathname
    const bytes = await readFile(join(folder, file)).catch(() => undefined)
    response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
    response.end(bytes)
  }

  function announce(event: Pick<HubEvent, 'type' | 'data'>): void {
    const whole = { ...event, number: ++lastEvent, at: new Date().toISOString() }
    for (const socket of sockets) socket.send(JSON.stringify({ kind: 'event', event: whole }))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    changeStates(count) {
      for (let changed = 0; changed < count; changed++) {
        const place = turn++ % list.length
        const session = makeSession(place, Math.floor(turn / list.length) + 1)
        list[place] = session
        announce({ type: 'session.changed', data: session })
      }
    },
    changeScreens(count) {
      for (let changed = 0; changed < count; changed++) {
        const screen = makeScreen(turn++ % list.length, turn)
        for (const socket of sockets) socket.send(JSON.stringify({ kind: 'screen', screen }))
      }
    },
    showScreens(screens) {
      for (const screen of screens)
        for (const socket of sockets) socket.send(JSON.stringify({ kind: 'screen', screen }))
    },
    addRows(count) {
      for (let added = 0; added < count; added++) log.push(makeRow(log.length + 1))
      announce({ type: 'group.removed', data: { name: 'nothing' } })
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function page(log: readonly LogRow[], query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? 200)
  const after = query.get('after')
  const rows = after === null ? log.slice(-limit) : log.slice(Number(after), Number(after) + limit)
  const next = rows.at(-1)?.number ?? Number(after ?? 0)
  return { rows, hints: [], next, end: next >= log.length }
}

const STATUS = {
  running: true,
  pid: 1,
  version: '0.0.0',
  startedAt: '2026-11-20T15:00:00.000Z',
  home: '/tmp/fake',
  sockets: { hub: '', agent: '' },
  url: null,
  sessions: { total: 0, byState: {} },
  queue: { queued: 0, held: 0 },
}

const CAPABILITIES = {
  focusTerminal: false,
  setTitle: false,
  demoSessions: false,
  changeSettings: true,
  lanes: ['terminal'],
  submitStrategies: ['cr'],
  terminals: [],
}

const SETTINGS = {
  bodyLimitBytes: 65_536,
  expiresInSeconds: 14_400,
  tmuxSockets: [],
  claudeFolders: [],
  scrollbackLines: 2_000,
  keepEvents: 100_000,
  rewindMinutes: 10,
  continueAfterLimit: false,
}
