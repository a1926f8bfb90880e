import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Delivery, DeliveryState, HubStatus, Session } from '#client/calls.ts'

export interface SeenRequest {
  readonly method: string
  /** Path with its query, below `/v1`. */
  readonly path: string
  readonly body: unknown
  readonly door: 'hub' | 'agent'
  readonly headers: IncomingMessage['headers']
}

type Answer = (request: SeenRequest) => unknown

/** Answers like this become errors of the wire. */
export class WireError extends Error {
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    super('wire error')
    this.status = status
    this.body = body
  }
}

/** A hub that answers what a test tells it, over real HTTP on real unix sockets in a folder of its own. */
export async function startFakeHub() {
  const home = mkdtempSync(join(tmpdir(), 'comms-cli-'))
  const answers = new Map<string, Answer>()
  const requests: SeenRequest[] = []
  const streams = new Set<ServerResponse>()
  const events: { readonly number: number; readonly type: string; readonly data: unknown }[] = []
  const isNumbered = (after: number) => events.filter(event => event.number > after)

  async function handle(request: IncomingMessage, response: ServerResponse, door: 'hub' | 'agent'): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const path = (request.url ?? '').replace(/^\/v1/, '')
    const seen = {
      ...{ method: request.method ?? '', path, door, headers: request.headers },
      body: text === '' ? undefined : JSON.parse(text),
    }
    requests.push(seen)
    if (path.startsWith('/events')) return openStream(response, Number(request.headers['last-event-id']))
    const answer = answers.get(`${seen.method} ${path.split('?')[0]}`)
    try {
      if (answer === undefined) throw new WireError(404, { error: { code: 'not_found', message: `no ${path}` } })
      reply(response, 200, await answer(seen))
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      reply(response, error.status, error.body)
    }
  }

  function openStream(response: ServerResponse, after: number): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': connected\n\n')
    for (const event of isNumbered(after)) response.write(encode(event))
    streams.add(response)
    response.on('close', () => streams.delete(response))
  }

  const servers = (['hub', 'agent'] as const).map(door => {
    return createServer((request, response) => void handle(request, response, door)).listen(join(home, `${door}.sock`))
  })
  await Promise.all(servers.map(server => once(server, 'listening')))

  const hub = {
    home,
    requests,
    answer(route: string, answer: Answer) {
      answers.set(route, answer)
    },
    emit(type: string, data: unknown, { isLost = false } = {}) {
      const event = { number: 101 + events.length, at: '2026-11-20T14:00:00.000Z', type, data }
      if (!isLost) events.push(event)
      if (!isLost) for (const stream of streams) stream.write(encode(event))
    },
    /** Breaks every open stream of events, as a hub does that is killed. */
    breakStreams() {
      for (const stream of streams) stream.destroy()
    },
    openStreams: () => streams.size,
    async [Symbol.asyncDispose]() {
      await Promise.all(
        servers.map(server => {
          server.closeAllConnections()
          return new Promise(resolve => server.close(resolve))
        }),
      )
      rmSync(home, { recursive: true, force: true })
    },
  }
  hub.answer('GET /hub', () => fakeStatus(home))
  return hub
}

export type FakeHub = Awaited<ReturnType<typeof startFakeHub>>

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function encode(event: { readonly number: number; readonly type: string }): string {
  return `id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

function fakeStatus(home: string): HubStatus {
  return {
    ...{ running: true, pid: 999_999_999, version: '9.9.9', startedAt: '2026-11-20T14:00:00.000Z', home, url: null },
    sockets: { hub: join(home, 'hub.sock'), agent: join(home, 'agent.sock') },
    sessions: { total: 3, byState: { idle: 2, blocked: 1 } },
    queue: { queued: 1, held: 2 },
    lastEvent: 100,
  }
}

export function fakeSession(name: string, more: Partial<Session> = {}): Session {
  return {
    ...{ address: 'tmux:default/%1', name, title: '', kind: 'claude', agent: name, state: 'idle', detail: '' },
    evidence: { source: 'screen', text: 'an empty composer', at: '2026-11-20T14:00:00.000Z' },
    ...{ cwd: '/srv/app', tty: '/dev/pts/4', pid: 42, backend: 'tmux', branch: 'main', command: 'claude' },
    submit: { way: 'auto', from: 'usual' },
    location: { window: 'work', tab: '1', pane: '0' },
    size: { columns: 80, rows: 24 },
    since: '2026-11-20T13:00:00.000Z',
    ...more,
  }
}

export const MESSAGE = '019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f'

/** A delivery that took one step for each state, the last one being where it is. */
export function fakeDelivery(name: string, states: readonly DeliveryState[], more: Partial<Delivery> = {}): Delivery {
  return {
    ...{ id: idOf(name), messageId: MESSAGE, to: { address: `tmux:default/%${name.length}`, name } },
    ...{ state: states.at(-1) ?? 'accepted', lane: 'terminal', reason: null, attempts: 0, presses: 0 },
    expiresAt: '2026-11-21T14:00:00.000Z',
    steps: states.map(state => ({
      ...{ state, at: '2026-11-20T14:02:11.123Z', source: 'hub', evidence: `proof of ${state}`, reason: null },
    })),
    ...more,
  }
}

const ids = new Map<string, string>()

function idOf(name: string): string {
  const id = ids.get(name) ?? randomUUID()
  ids.set(name, id)
  return id
}
