import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands in for the model's service on loopback: answers whatever it is asked with one word. */
export interface StandIn extends AsyncDisposable {
  readonly url: string
  /** Whether a request held these words. */
  hasHeard(words: string): boolean
}

/** A trial asks a handful of times, with all its tools described; more than this is not a trial (requests, bytes of each). */
const MOST_REQUESTS = 20
const MOST_BYTES = 8 * 1024 * 1024

export async function startStandIn(): Promise<StandIn> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    void readBody(request)
      .then(body => {
        if (body === undefined || heard.length >= MOST_REQUESTS) return refuse(response, 503)
        if (request.method !== 'POST' || !request.url?.startsWith('/v1/messages')) return refuse(response, 404)
        heard.push(body)
        answer(response)
      })
      .catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hasHeard: words => heard.some(body => body.includes(words)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    size += (piece as Buffer).length
    if (size > MOST_BYTES) return undefined
    pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end('{"type":"error"}')
}

/** One whole answer of the Messages API, as a stream of events. */
function answer(response: ServerResponse): void {
  const usage = { input_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 }
  const message = { id: 'msg_trial', type: 'message', role: 'assistant', model: 'stand-in', content: [], usage }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const say = (type: string, data: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
  say('message_start', { message: { ...message, stop_reason: null, stop_sequence: null } })
  say('content_block_start', { index: 0, content_block: { type: 'text', text: '' } })
  say('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'ok' } })
  say('content_block_stop', { index: 0 })
  say('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } })
  say('message_stop', {})
  response.end()
}
