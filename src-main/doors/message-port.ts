import { z } from 'zod'
import type { LiveFrame } from '#contract/live.ts'
import { ERRORS, toErrorBody, type HubError } from '#contract/errors.ts'
import { identifyCaller } from '#hub/caller.ts'
import type { Hub } from '#hub/hub.ts'
import { openLiveSession } from './live-session.ts'
import { createServer } from './server.ts'
import { badRequest, toHubError } from './to-hub-error.ts'

/** The hub's end of a channel to one window, as Electron and Node give it. */
export interface PortLike {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** What comes from a window: a call, or a frame for its live stream. */
const FromWindow = z.union([
  z.strictObject({
    id: z.int(),
    method: z.enum(['GET', 'POST']),
    path: z.string().startsWith('/v1/').max(16_384),
    body: z.string().optional(),
  }),
  z.strictObject({ live: z.unknown() }),
])
type WindowCall = Extract<z.infer<typeof FromWindow>, { readonly id: number }>

export type ToWindow =
  | { readonly id: number; readonly status: number; readonly body: string }
  | { readonly live: LiveFrame }

export interface PortDoor {
  /** Serves a window until its port closes. */
  connect(port: PortLike): void
  close(): Promise<void>
}

/**
 * The door of the app's own windows: the same routes as over a socket, without one. Who holds a port was given it by
 * the app, so a call on it is the owner's.
 */
export function createPortDoor(hub: Hub): PortDoor {
  const whoIs = async () => identifyCaller({ door: 'app', processes: [] }, hub.roster)
  const app = createServer(hub, whoIs, { hasEventStream: false })
  const open = new Set<PortLike>()

  async function answer({ id, method, path, body }: WindowCall): Promise<ToWindow> {
    try {
      const said = await app.inject({
        method,
        url: path,
        ...(body !== undefined && { payload: body, headers: { 'content-type': 'application/json' } }),
      })
      return { id, status: said.statusCode, body: said.body }
    } catch (error) {
      return refuse(id, toHubError(error, hub.onBug))
    }
  }

  return {
    connect(port) {
      const send = (message: ToWindow) => {
        if (open.has(port)) port.postMessage(message)
      }
      const live = openLiveSession(hub, {
        send: frame => send({ live: frame }),
        // A port has no queue that could be asked; both ends are on this machine and of this program.
        backlog: () => 0,
        drop: () => port.close(),
      })
      open.add(port)
      port.on('message', ({ data }) => {
        const message = FromWindow.safeParse(data)
        if (!message.success) return refuseUnread(data, send)
        if ('live' in message.data) live.receive(message.data.live)
        else void answer(message.data).then(send)
      })
      port.on('close', () => {
        open.delete(port)
        live[Symbol.dispose]()
      })
      port.start()
    },
    async close() {
      for (const port of open) port.close()
      open.clear()
      await app.close()
    },
  }
}

/** Where the number of the call can be read, its caller does not wait for ever. */
function refuseUnread(data: unknown, send: (message: ToWindow) => void): void {
  const { id } = (data ?? {}) as { readonly id?: unknown }
  if (typeof id === 'number') send(refuse(id, badRequest([{ message: 'not a call' }])))
}

function refuse(id: number, error: HubError): ToWindow {
  return { id, status: ERRORS[error.code].status, body: JSON.stringify(toErrorBody(error)) }
}
