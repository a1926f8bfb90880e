import type { WireRequest } from '#client/link.ts'
import { HubError, type ErrorBody } from '#contract/errors.ts'
import type { LiveFrame } from '#contract/live.ts'
import type { LiveConnection, LiveHandlers, Transport } from './transport.ts'
import { findToken, forgetToken } from './web-token.ts'

/** Reaches the hub from a browser: fetch for calls, one WebSocket for what happens. */
export const webTransport: Transport = {
  link: {
    call,
    // eslint-disable-next-line require-yield
    async *stream() {
      throw new HubError('unsupported', 'The page follows events over its WebSocket')
    },
  },
  openLive,
}

/** Gives the token of this browser back: it is let in no longer. */
export async function signOut(): Promise<void> {
  await call({ method: 'POST', path: '/v1/web/logout', body: '{}' })
  forgetToken()
}

async function call(request: WireRequest): Promise<unknown> {
  const answer = await ask(request)
  const body: unknown = await answer.json().catch(() => undefined)
  if (answer.ok) return body
  const { error } = (body ?? {}) as Partial<ErrorBody>
  throw new HubError(error?.code ?? 'internal', error?.message ?? `The hub answered ${answer.status}`, {
    hint: error?.hint ?? '',
    data: { ...error?.data },
  })
}

async function ask({ method, path, body }: WireRequest): Promise<Response> {
  const headers = new Headers({ authorization: `Bearer ${findToken() ?? ''}` })
  if (body !== undefined) headers.set('content-type', 'application/json')
  try {
    return await fetch(path, { method, headers, ...(body !== undefined && { body }) })
  } catch (cause) {
    throw new HubError('hub_not_running', 'The hub does not answer', {
      hint: 'Start it with: comms up --background',
      cause,
    })
  }
}

function openLive(handlers: LiveHandlers): LiveConnection {
  const socket = new WebSocket(`ws://${location.host}/v1/live`, ['comms.v1', `token.${findToken() ?? ''}`])
  socket.addEventListener('open', () => handlers.onOpen())
  socket.addEventListener('message', event => handlers.onFrame(JSON.parse(String(event.data)) as LiveFrame))
  socket.addEventListener('close', () => handlers.onClose(), { once: true })
  return {
    send: request => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(request))
    },
    close: () => socket.close(),
  }
}
