import { HubError, type ErrorBody } from '#contract/errors.ts'
import type { LiveFrame, LiveRequest } from '#contract/live.ts'
import type { Link } from '#client/link.ts'

/** One end of a channel to the hub, as Electron's main process holds it. */
export interface PortLike {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

type FromHub = { readonly id: number; readonly status: number; readonly body: string } | { readonly live: LiveFrame }

export interface HubPort {
  readonly call: Link['call']
  watch(request: LiveRequest): void
}

/** Calls and live frames over one port. A call that waits when the port closes fails with `hub_not_running`. */
export function openHubPort(port: PortLike, onFrame: (frame: LiveFrame) => void): HubPort {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let last = 0
  port.on('message', ({ data }) => {
    const message = data as FromHub
    if ('live' in message) onFrame(message.live)
    else settle(take(message.id), message)
  })
  port.on('close', () => {
    for (const { reject } of waiting.values()) reject(gone())
    waiting.clear()
  })
  port.start()

  function take(id: number): PromiseWithResolvers<unknown> | undefined {
    const found = waiting.get(id)
    waiting.delete(id)
    return found
  }

  return {
    call(request) {
      const answer = Promise.withResolvers<unknown>()
      waiting.set(++last, answer)
      port.postMessage({ id: last, ...request })
      return answer.promise
    },
    watch: request => port.postMessage({ live: request }),
  }
}

function settle(call: PromiseWithResolvers<unknown> | undefined, answer: { status: number; body: string }): void {
  const body: unknown = JSON.parse(answer.body || 'null')
  if (answer.status < 400) return call?.resolve(body)
  const { error } = body as ErrorBody
  call?.reject(new HubError(error.code, error.message, { hint: error.hint, data: { ...error.data } }))
}

function gone(): HubError {
  return new HubError('hub_not_running', 'The hub ended before it answered')
}
