import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'

const ATTACKS = readFileSync(new URL('attacks.mjs', import.meta.url), 'utf8')
const PAGE = '<!doctype html><title>attacker</title><body><script type="module" src="/attacks.mjs"></script>'
/** The same file serves as worker and as service worker: it does with fetch what it is told. */
const WORKER = `
const fetchAll = ${/FETCH_ALL = `([^`]*)`/u.exec(ATTACKS)?.[1] ?? ''}
addEventListener('message', async event => {
  const got = await fetchAll(event.data.target, event.data.routes)
  ;(event.source ?? self).postMessage(got)
})`

export interface LocalServer extends AsyncDisposable {
  readonly port: number
}

/** A site of somebody else, from which a page attacks servers of this machine. */
export function startAttacker(): Promise<LocalServer> {
  return listen(
    createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://attacker.test')
      const to = url.searchParams.get('to')
      request.resume()
      if (to !== null) response.writeHead(307, { location: to }).end()
      else if (url.pathname === '/attacks.mjs') send(response, 'text/javascript', ATTACKS)
      else if (url.pathname === '/worker.js') send(response, 'text/javascript', WORKER)
      else send(response, 'text/html', PAGE)
    }),
  )
}

/** A server that is careless in every way, and counts what it was asked: the proof that an attack arrives at all. */
export async function startCareless(): Promise<LocalServer & { readonly hits: { count: number } }> {
  const hits = { count: 0 }
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    request.resume()
    if (request.method !== 'OPTIONS') hits.count++
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-headers', 'content-type, authorization')
    response.setHeader('access-control-allow-credentials', 'true')
    send(response, 'text/javascript', '/* secret */')
  })
  server.on('upgrade', (_request, socket) => {
    hits.count++
    socket.destroy()
  })
  return { ...(await listen(server)), hits }
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type }).end(body)
}

async function listen(server: Server): Promise<LocalServer> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}
