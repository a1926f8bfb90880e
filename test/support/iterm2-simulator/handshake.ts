import { createHash } from 'node:crypto'
import type { Behaviours } from './behaviours.ts'
import type { Cookies } from './cookies.ts'

const LONGEST_LINE = 4_096
const MOST_HEADERS = 100
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export type Verdict =
  | { readonly kind: 'more' }
  | { readonly kind: 'refused'; readonly reply: string; readonly why: string }
  | { readonly kind: 'accepted'; readonly reply: string; readonly rest: Buffer; readonly library: string }

const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\n\r\n'
const UNAUTHORIZED = 'HTTP/1.1 401 Unauthorized\r\n\r\n'
const TOO_OLD = 'HTTP/1.1 406 Unacceptable (upgrade Python library)\r\n\r\n'

/** Reads an upgrade request and checks it in iTerm2's order. The cookie is spent when it is looked up. */
export function judgeUpgrade(bytes: Buffer, cookies: Cookies, behaviours: Behaviours): Verdict {
  const head = readHead(bytes)
  if (head === 'more') return { kind: 'more' }
  if (typeof head === 'string') return refused(BAD_REQUEST, head)
  const { headers } = head

  const [method, path, protocol, ...extra] = head.requestLine.split(' ')
  if (extra.length > 0 || protocol !== 'HTTP/1.1') return refused(BAD_REQUEST, 'request line')
  if (method !== 'GET' || path !== '/') return refused(BAD_REQUEST, 'method or path')
  if (!isSame(headers, 'upgrade', 'websocket')) return refused(BAD_REQUEST, 'upgrade')
  if (!isSame(headers, 'connection', 'Upgrade')) return refused(BAD_REQUEST, 'connection')
  if (!isSame(headers, 'sec-websocket-protocol', 'api.iterm2.com')) return refused(BAD_REQUEST, 'subprotocol')
  for (const name of ['sec-websocket-key', 'sec-websocket-version', 'host', 'origin']) {
    if ((headers.get(name) ?? '') === '') return refused(BAD_REQUEST, `no ${name}`)
  }
  if (hostOf(headers.get('origin')) !== 'localhost') return refused(BAD_REQUEST, 'origin')
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '')
  if (!['localhost', '127.0.0.1', '[::1]'].includes(host)) return refused(BAD_REQUEST, 'host')
  const version = Number.parseInt(headers.get('sec-websocket-version') ?? '', 10)
  if (!(version >= 13)) return refused(BAD_REQUEST, 'websocket version')

  const cookie = headers.get('x-iterm2-cookie')
  const isKnown = cookie !== undefined && cookies.consume(cookie)

  const library = /^(\S+) (\d+(?:\.\d+)?)$/.exec(headers.get('x-iterm2-library-version') ?? '')
  if (library === null) return refused(BAD_REQUEST, 'library version')
  if (library[1] === 'python' && Number(library[2]) < 0.24) return refused(TOO_OLD, 'python library')

  // Without a cookie and without the header that forbids it, iTerm2 asks the person; nobody is here to answer.
  if (!isKnown && !behaviours.allowAll) return refused(UNAUTHORIZED, 'cookie')

  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept(headers.get('sec-websocket-key') ?? '')}`,
    'Sec-WebSocket-Protocol: api.iterm2.com',
    ...(version > 13 ? ['Sec-Websocket-Version: 13'] : []),
    ...(behaviours.protocolVersion === null ? [] : [`X-iTerm2-Protocol-Version: ${behaviours.protocolVersion}`]),
  ]
  return { kind: 'accepted', reply: `${lines.join('\r\n')}\r\n\r\n`, rest: head.rest, library: library[0] }
}

interface Head {
  readonly requestLine: string
  readonly headers: ReadonlyMap<string, string>
  readonly rest: Buffer
}

/** `more` until the empty line; any other text says what is wrong. */
function readHead(bytes: Buffer): Head | string {
  const headers = new Map<string, string>()
  let requestLine: string | undefined
  let at = 0
  for (;;) {
    const end = bytes.indexOf('\n', at)
    if (end < 0) return bytes.length - at >= LONGEST_LINE ? 'line too long' : 'more'
    if (end - at >= LONGEST_LINE) return 'line too long'
    if (bytes[end - 1] !== 0x0d) return 'line without CR'
    const line = bytes.subarray(at, end - 1).toString('latin1')
    at = end + 1
    if (requestLine === undefined) {
      requestLine = line
      continue
    }
    if (line === '') return { requestLine, headers, rest: bytes.subarray(at) }
    const colon = line.indexOf(':')
    if (colon < 0 || colon === line.length - 1) return 'header without a value'
    const name = line.slice(0, colon).toLowerCase()
    if (name === 'content-length') return 'content-length'
    headers.set(name, line.slice(colon + 1).trim())
    if (headers.size >= MOST_HEADERS) return 'too many headers'
  }
}

function isSame(headers: ReadonlyMap<string, string>, name: string, value: string): boolean {
  return headers.get(name)?.toLowerCase() === value.toLowerCase()
}

function hostOf(origin: string | undefined): string {
  return URL.canParse(origin ?? '') ? new URL(origin ?? '').hostname : ''
}

function accept(key: string): string {
  return createHash('sha1').update(`${key}${MAGIC}`).digest('base64')
}

function refused(reply: string, why: string): Verdict {
  return { kind: 'refused', reply, why }
}
