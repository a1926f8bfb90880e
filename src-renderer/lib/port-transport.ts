import { HubError, type ErrorBody } from '#contract/errors.ts'
import type { LiveFrame } from '#contract/live.ts'
import type { Transport } from './transport.ts'

/** What comes back over the port: an answer to a call, or a live frame. */
type PortMessage =
  | { readonly id: number; readonly status: number; readonly body: string }
  | { readonly live: LiveFrame }

/** Reaches the hub from the app's window: calls and live frames share one MessagePort. */
export function portTransport(port: MessagePort): Transport {
  const waiting = new Map<number, (message: Extract<PortMessage, { id: number }>) => void>()
  let onFrame: ((frame: LiveFrame) => void) | undefined
  let onClose: (() => void) | undefined
  let last = 0

  port.addEventListener('message', event => {
    const message = event.data as PortMessage
    if ('live' in message) onFrame?.(message.live)
    else {
      waiting.get(message.id)?.(message)
      waiting.delete(message.id)
    }
  })
  port.addEventListener('close', () => onClose?.())
  port.start()

  return {
    link: {
      async call(request) {
        const id = ++last
        const answer = await new Promise<Extract<PortMessage, { id: number }>>(resolve => {
          waiting.set(id, resolve)
          port.postMessage({ id, ...request })
        })
        const body: unknown = answer.body === '' ? undefined : JSON.parse(answer.body)
        if (answer.status < 400) return body
        const { error } = body as ErrorBody
        throw new HubError(error.code, error.message, { hint: error.hint, data: { ...error.data } })
      },
      // eslint-disable-next-line require-yield
      async *stream() {
        throw new HubError('unsupported', 'The window follows events over its port')
      },
    },
    openLive(handlers) {
      onFrame = handlers.onFrame
      onClose = handlers.onClose
      queueMicrotask(handlers.onOpen)
      return {
        send: request => port.postMessage({ live: request }),
        close: () => handlers.onClose(),
      }
    },
  }
}
