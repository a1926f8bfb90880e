import { once } from 'node:events'
import { WebSocket, type ClientOptions } from 'ws'
import type { LiveFrame } from '#contract/live.ts'
import { eventually } from '../platform/eventually.ts'
import type { WebEntry } from './web-entry.ts'

/** One live stream, as a page opens it, and everything it was told. */
export interface LiveClient extends Disposable {
  readonly socket: WebSocket
  readonly frames: readonly LiveFrame[]
  send(request: unknown): void
  /** The first frame that fits, now or within ten seconds. */
  heard<Kind extends LiveFrame['kind']>(
    kind: Kind,
    accept?: (frame: Extract<LiveFrame, { kind: Kind }>) => boolean,
  ): Promise<Extract<LiveFrame, { kind: Kind }>>
  /** Code of its end. */
  readonly ended: Promise<number>
}

export function liveSocket(
  { port, origin }: Pick<WebEntry, 'port' | 'origin'>,
  protocols: readonly string[],
  options: ClientOptions = {},
): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}/v1/live`, [...protocols], { origin, ...options })
}

export async function openLive(web: WebEntry): Promise<LiveClient> {
  const socket = liveSocket(web, ['comms.v1', `token.${web.token}`])
  const frames: LiveFrame[] = []
  const { promise: ended, resolve } = Promise.withResolvers<number>()
  socket.on('message', data => frames.push(JSON.parse((data as Buffer).toString()) as LiveFrame))
  socket.on('close', code => resolve(code))
  await once(socket, 'open')
  return {
    socket,
    frames,
    ended,
    send: request => socket.send(typeof request === 'string' ? request : JSON.stringify(request)),
    async heard<Kind extends LiveFrame['kind']>(
      kind: Kind,
      accept: (frame: Extract<LiveFrame, { kind: Kind }>) => boolean = () => true,
    ) {
      type Frame = Extract<LiveFrame, { kind: Kind }>
      const isIt = (frame: LiveFrame): frame is Frame => frame.kind === kind && accept(frame as Frame)
      await eventually(
        () => frames.find(isIt) !== undefined,
        isFound => isFound,
      )
      const found = frames.find(isIt)
      if (found === undefined) throw new Error(`no ${kind}`)
      return found
    },
    [Symbol.dispose]: () => socket.terminate(),
  }
}
