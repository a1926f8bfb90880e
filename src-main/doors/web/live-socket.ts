import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { ERRORS, HubError, toErrorBody } from '#contract/errors.ts'
import type { Hub } from '#hub/hub.ts'
import type { WebAccess } from '#hub/web-access.ts'
import { openLiveSession } from '../live-session.ts'
import { portOf, unauthorized } from './gate.ts'
import { judgeHead } from './judge.ts'

const PATH = '/v1/live'
const PROTOCOL = 'comms.v1'
/** A page cannot set a header on a WebSocket; among its protocols the token is in no address and no log. */
const TOKEN = /^token\.([\w-]{43})$/u
/** Holds a list of 200 addresses with long socket paths. */
const LARGEST_FRAME = 128 * 1024
/** How often a reader has to show that it lives, in milliseconds. */
const HEARTBEAT = 20_000
/** Close codes of RFC 6455: try again later, and not allowed. */
const FELL_BEHIND = 1013
const NOT_ALLOWED = 1008

/** The live streams of all browsers. */
export interface LiveSockets {
  /** Ends the streams of a token that was given back; of every token when none is named. */
  signOut(mark?: string): void
  close(): void
}

/** Answers upgrades on `server`; every check of a request holds for them too. */
export function serveLiveSockets(hub: Hub, server: Server, access: Pick<WebAccess, 'findToken'>): LiveSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => PROTOCOL,
  })
  const open = new Map<WebSocket, string>()

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    const judged = judgeUpgrade(request, portOf(server), access)
    if (judged instanceof HubError) return refuse(stream, judged)
    sockets.handleUpgrade(request, stream, head, socket => {
      open.set(socket, judged.mark)
      socket.once('close', () => open.delete(socket))
      serveSocket(hub, socket)
    })
  })

  return {
    signOut(mark) {
      for (const [socket, of] of open) if (mark === undefined || of === mark) socket.close(NOT_ALLOWED, 'signed out')
    },
    close() {
      for (const socket of open.keys()) socket.terminate()
    },
  }
}

function judgeUpgrade(
  request: IncomingMessage,
  port: number,
  access: Pick<WebAccess, 'findToken'>,
): HubError | { readonly mark: string } {
  const refusal = judgeHead(request, port)
  if (refusal !== undefined) return refusal
  if (request.url !== PATH) return new HubError('no_such_call', 'There is no stream here', { hint: `Use ${PATH}.` })
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(one => one.trim())
  const token = protocols.map(one => TOKEN.exec(one)?.[1]).find(one => one !== undefined)
  const mark = protocols.includes(PROTOCOL) ? access.findToken(token ?? '') : undefined
  return mark === undefined ? unauthorized() : { mark }
}

function refuse(stream: Duplex, error: HubError): void {
  const { status } = ERRORS[error.code]
  const body = JSON.stringify(toErrorBody(error))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function serveSocket(hub: Hub, socket: WebSocket): void {
  const session = openLiveSession(hub, {
    send: frame => socket.send(JSON.stringify(frame), () => session.goOn()),
    backlog: () => socket.bufferedAmount,
    drop: () => {
      socket.close(FELL_BEHIND, 'fell behind')
      socket.terminate()
    },
  })
  let isAlive = true
  let heartbeat = hub.clock.after(HEARTBEAT, beat)

  function beat(): void {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
    heartbeat = hub.clock.after(HEARTBEAT, beat)
  }

  socket.on('pong', () => (isAlive = true))
  socket.on('error', () => socket.terminate())
  socket.on('message', (data, isBinary) => session.receive(isBinary ? undefined : parse(textOf(data))))
  socket.once('close', () => {
    heartbeat[Symbol.dispose]()
    session[Symbol.dispose]()
  })
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as ArrayBuffer).toString()
}

/** What is no JSON is no request, and is answered as such. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
