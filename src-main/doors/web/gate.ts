import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ERRORS, HubError, toErrorBody } from '#contract/errors.ts'
import type { WebAccess } from '#hub/web-access.ts'
import { bearerOf, judgeHead } from './judge.ts'
import { pageHeaders } from './page-headers.ts'

const LARGEST_HEAD = 16 * 1024
const MOST_CONNECTIONS = 256
/** How often half-sent requests are looked for, in milliseconds. */
const TIMEOUT_CHECK = 2_000

/** Under `/v1` everything needs a token but this: here one is got for a code. */
const ENTRANCE = '/v1/web/session'

/** What differs between the doors behind a gate. */
export interface GatedDoor {
  /** True for an address that needs no token. */
  isOpen(url: string): boolean
  /** What a request without a token that is known hears. */
  unknown(): HubError
}

const WEB: GatedDoor = { isOpen, unknown: unauthorized }

/**
 * A server in front of `handler`. What may not come in is answered by its head alone: no byte of its body is looked
 * at, and nothing behind the gate learns of it.
 */
export function createGate(handler: RequestListener, access: Pick<WebAccess, 'findToken'>, door = WEB): Server {
  const limits = {
    maxHeaderSize: LARGEST_HEAD,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: TIMEOUT_CHECK,
  }
  const pass = (request: IncomingMessage, response: ServerResponse, letIn: () => void) => {
    const refusal = judge(server, request, access, door)
    const host = refusal === undefined ? request.headers.host : undefined
    response.setHeaders(new Map(Object.entries(pageHeaders(host))))
    if (refusal === undefined) letIn()
    else refuse(response, refusal)
  }
  const server = createServer(limits, (request, response) => pass(request, response, () => handler(request, response)))
  // Whoever asks whether a body is welcome is not told so before the head was judged.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    pass(request, response, () => {
      response.writeContinue()
      handler(request, response)
    }),
  )
  server.maxConnections = MOST_CONNECTIONS
  return server
}

/** Port a server listens on. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

function judge(
  server: Server,
  request: IncomingMessage,
  access: Pick<WebAccess, 'findToken'>,
  { isOpen, unknown }: GatedDoor,
): HubError | undefined {
  const refusal = judgeHead(request, portOf(server))
  if (refusal !== undefined || isOpen(request.url ?? '')) return refusal
  return access.findToken(bearerOf(request) ?? '') === undefined ? unknown() : undefined
}

/** The page itself holds no secret; what it asks for does. Compared as text, so every other spelling needs a token. */
function isOpen(url: string): boolean {
  const [path = ''] = url.split('?')
  return path === ENTRANCE || path === '/' || path === '/health' || /^\/(?:favicon\.svg|assets\/[\w.-]+)$/u.test(path)
}

export function unauthorized(): HubError {
  return new HubError('unauthorized', 'This browser is not let in', {
    hint: 'Make a new address and open it: comms open',
  })
}

/** Node reads the rest of the body into nothing while the connection lives, so the answer is not lost in a reset. */
function refuse(response: ServerResponse, error: HubError): void {
  const body = JSON.stringify(toErrorBody(error))
  response.writeHead(ERRORS[error.code].status, { 'content-type': 'application/json' }).end(body)
}
