import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What the model was asked, as far as it is new since the last answer. */
export interface ModelRequest {
  /** `performance.now()` when the request began. */
  readonly at: number
  /** Words of somebody, without reminders. */
  readonly text: string
  /** Everything behind the last answer, as JSON: with what hooks and Claude Code itself added. */
  readonly whole: string
}

/**
 * Stands in for the Messages API on loopback. The newest words of the conversation direct it:
 *
 * - `SLOW=<seconds>` streams the answer so long
 * - `LIMIT=<seconds>` is refused as by a used-up subscription, which resets so long after it was first asked
 * - `BASH=<command>` asks to run a command; `CALL=<tool> <json>` calls a tool; then says TOOL-DONE
 * - anything else is echoed as `MOCK-REPLY: ...`
 */
export interface MockApi extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly ModelRequest[]
}

interface Block {
  readonly type: string
  readonly text?: string
}

interface Ask {
  readonly model?: string
  readonly tools?: readonly unknown[]
  readonly messages?: readonly { readonly role: string; readonly content: string | readonly Block[] }[]
}

type Part = { readonly text: string } | { readonly name: string; readonly input: unknown }

export async function startMockApi(): Promise<MockApi> {
  const requests: ModelRequest[] = []
  const server = createServer(
    (request, response) => void answer(request, response, requests).catch(() => response.destroy()),
  )
  server.listen(Number(process.env['COMMS_LIVE_PORT'] ?? 0), '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, requests: ModelRequest[]): Promise<void> {
  const at = performance.now()
  const path = request.url?.split('?')[0] ?? ''
  const body = (await readJson(request)) as Ask
  if (request.method !== 'POST' || !path.startsWith('/v1/messages')) return json(response, 404, { type: 'error' })
  if (path.endsWith('/count_tokens')) return json(response, 200, { input_tokens: 1_000 })
  const { text, isAfterTool } = newestWords(body)
  const isMain = (body.tools ?? []).length > 0
  if (isMain) requests.push({ at, text, whole: sinceLastAnswer(body) })
  const reset = resetOf(text, at, requests)
  if (reset !== undefined) return refuse(response, reset)
  await stream(
    response,
    isMain ? partsFor(text, isAfterTool) : [{ text: '{"title":"t"}' }],
    slowness(text, isAfterTool),
  )
}

/** The words behind the last tool result: only these are new. */
function newestWords({ messages = [] }: Ask): { text: string; isAfterTool: boolean } {
  const last = messages.findLast(each => each.role === 'user')?.content ?? ''
  const blocks = typeof last === 'string' ? [{ type: 'text', text: last }] : last
  const cut = blocks.findLastIndex(block => block.type === 'tool_result')
  const words = blocks
    .slice(cut + 1)
    .map(block => block.text ?? '')
    .join('\n')
  // What arrives between two tools stands inside a reminder: only what is not a message of somebody is left out.
  const plain = words
    .replaceAll(/<system-reminder>(?:(?!cross-session-message)[\s\S])*?<\/system-reminder>/g, '')
    .trim()
  return { text: plain, isAfterTool: cut >= 0 && !/(SLOW|BASH|CALL)=/.test(plain) }
}

function sinceLastAnswer({ messages = [] }: Ask): string {
  return JSON.stringify(messages.slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1))
}

function slowness(text: string, isAfterTool: boolean): number {
  return isAfterTool ? 0 : Number(/SLOW=(\d+)/.exec(text)?.[1] ?? 0)
}

function partsFor(text: string, isAfterTool: boolean): readonly Part[] {
  if (isAfterTool) return [{ text: `TOOL-DONE ${text.slice(0, 80)}` }]
  const command = /BASH=(.+)/.exec(text)?.[1]
  if (command !== undefined) return [{ name: 'Bash', input: { command: command.trim(), description: 'a command' } }]
  const [, tool, input] = /CALL=(\S+)\s+(\{.*\})/.exec(text) ?? []
  if (tool !== undefined && input !== undefined) return [{ name: tool, input: JSON.parse(input) as unknown }]
  return [{ text: `MOCK-REPLY: ${text.slice(0, 120).replaceAll('\n', ' | ')}` }]
}

async function stream(response: ServerResponse, parts: readonly Part[], seconds: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const say = (type: string, data: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
  const id = Math.random().toString(36).slice(2)
  const usage = { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 }
  const message = { id: `msg_${id}`, type: 'message', role: 'assistant', model: 'mock', content: [], usage }
  say('message_start', { message: { ...message, stop_reason: null, stop_sequence: null } })
  for (const [index, part] of parts.entries()) {
    if ('text' in part) {
      say('content_block_start', { index, content_block: { type: 'text', text: '' } })
      for (let tick = 0; tick < seconds * 2 && !response.destroyed; tick++) {
        say('content_block_delta', { index, delta: { type: 'text_delta', text: `tick${tick} ` } })
        await pause(500)
      }
      say('content_block_delta', { index, delta: { type: 'text_delta', text: part.text } })
    } else {
      const block = { type: 'tool_use', id: `toolu_${id}_${index}`, name: part.name, input: {} }
      say('content_block_start', { index, content_block: block })
      say('content_block_delta', {
        index,
        delta: { type: 'input_json_delta', partial_json: JSON.stringify(part.input) },
      })
    }
    say('content_block_stop', { index })
  }
  const reason = parts.some(part => 'name' in part) ? 'tool_use' : 'end_turn'
  say('message_delta', { delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 5 } })
  say('message_stop', {})
  response.end()
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    return {}
  }
}

/** In how many seconds the limit resets; undefined when there is none. What was refused is asked again with what follows. */
function resetOf(text: string, at: number, requests: readonly ModelRequest[]): number | undefined {
  const [directive, seconds] = /LIMIT=(\d+)/.exec(text) ?? []
  if (directive === undefined) return undefined
  const first = requests.find(request => request.text.includes(directive))?.at ?? at
  const left = Number(seconds) - (at - first) / 1_000
  return left > 0 ? left : undefined
}

/** As the API answers once the window of five hours is used up. */
function refuse(response: ServerResponse, seconds: number): void {
  const reset = String(Math.round(Date.now() / 1_000 + seconds))
  const window = 'anthropic-ratelimit-unified'
  response.setHeaders(
    new Headers({
      [`${window}-status`]: 'rejected',
      [`${window}-reset`]: reset,
      [`${window}-representative-claim`]: 'five_hour',
      [`${window}-5h-status`]: 'rejected',
      [`${window}-5h-reset`]: reset,
      [`${window}-5h-utilization`]: '1.0',
      'x-should-retry': 'false',
    }),
  )
  json(response, 429, { type: 'error', error: { type: 'rate_limit_error', message: 'over the limit' } })
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
