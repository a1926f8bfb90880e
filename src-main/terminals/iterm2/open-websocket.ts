import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { CLIENT_NAME, type Cookie } from './cookie.ts'
import { parseProtocolVersion, type ProtocolVersion } from './protocol-version.ts'

/** Longest wait for the upgrade, in milliseconds. With a good cookie iTerm2 asks nobody. */
const UPGRADE_TIMEOUT = 10_000
/** Any name may connect in any version; only Python's own has a minimum. */
const LIBRARY = 'node 1.0'

export type Opened =
  | { readonly kind: 'open'; readonly socket: WebSocket; readonly protocol: ProtocolVersion }
  /** Nobody listens: the API is off, or iTerm2 does not run. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Opens the API's websocket.
 *
 * The socket is connected by hand, because a URL would turn the blank in its path into `%20`. iTerm2 wants an origin, and
 * compresses nothing.
 */
export function openWebsocket(path: string, cookie: Cookie | undefined): Promise<Opened> {
  const { promise, resolve } = Promise.withResolvers<Opened>()
  const socket = new WebSocket('ws://localhost/', ['api.iterm2.com'], {
    origin: 'ws://localhost/',
    perMessageDeflate: false,
    maxPayload: 0,
    handshakeTimeout: UPGRADE_TIMEOUT,
    headers: {
      'x-iterm2-library-version': LIBRARY,
      // Better no connection than a dialog that nobody expects.
      'x-iterm2-disable-auth-ui': 'true',
      'x-iterm2-advisory-name': CLIENT_NAME,
      ...(cookie !== undefined && { 'x-iterm2-cookie': cookie.cookie, 'x-iterm2-key': cookie.key }),
    },
    createConnection: () => connect({ path }),
  })
  let protocol = parseProtocolVersion(undefined)
  socket.once('upgrade', ({ headers }) => {
    protocol = parseProtocolVersion(String(headers['x-iterm2-protocol-version'] ?? ''))
  })
  socket.once('open', () => resolve({ kind: 'open', socket, protocol }))
  socket.once('unexpected-response', (request, response) => {
    resolve({ kind: 'refused', status: response.statusCode ?? 0 })
    response.destroy()
    request.destroy()
  })
  // Stays: ending a connection that is being made is an error, too.
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const isAbsent = error.code === 'ENOENT' || error.code === 'ECONNREFUSED'
    resolve(isAbsent ? { kind: 'absent' } : { kind: 'failed', reason: error.message })
  })
  return promise
}
