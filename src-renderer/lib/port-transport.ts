import { HubError, type ErrorBody } from '#contract/errors.ts'
import type { LiveFrame } from '#contract/live.ts'
import type { WireRequest } from '#client/link.ts'
import type { LiveConnection, LiveHandlers, Transport } from './transport.ts'

interface Answer {
  readonly id: number
  readonly status: number
  readonly body: string
}

interface Waiting {
  resolve(answer: Answer): void
  reject(error: HubError): void
}

/**
 * Reaches the hub from the app's window: calls and live frames share one MessagePort. The app hands over a new port each
 * time its hub starts; what waited on the old one is told that its answer is lost.
 */
export class PortTransport implements Transport {
  readonly link = {
    call: (request: WireRequest) => this.#call(request),
    // eslint-disable-next-line require-yield
    async *stream(): AsyncGenerator<string> {
      throw new HubError('unsupported', 'The window follows events over its port')
    },
  }

  #port: MessagePort
  #handlers: LiveHandlers | undefined
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor(port: MessagePort) {
    this.#port = port
    this.#listen(port)
  }

  /** The hub has started again. */
  attach(port: MessagePort): void {
    const old = this.#port
    this.#port = port
    this.#listen(port)
    old.close()
    this.#lose()
  }

  openLive(handlers: LiveHandlers): LiveConnection {
    this.#handlers = handlers
    queueMicrotask(() => handlers.onOpen())
    const port = this.#port
    return {
      send: request => port.postMessage({ live: request }),
      close: () => this.#lose(),
    }
  }

  #listen(port: MessagePort): void {
    port.addEventListener('message', event => {
      const message = event.data as Answer | { readonly live: LiveFrame }
      if ('live' in message) this.#handlers?.onFrame(message.live)
      else this.#settle(message)
    })
    port.addEventListener('close', () => {
      if (port === this.#port) this.#lose()
    })
    port.start()
  }

  async #call(request: WireRequest): Promise<unknown> {
    const id = ++this.#last
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#port.postMessage({ id, ...request })
    })
    const body: unknown = answer.body === '' ? undefined : JSON.parse(answer.body)
    if (answer.status < 400) return body
    const { error } = body as ErrorBody
    throw new HubError(error.code, error.message, { hint: error.hint, data: { ...error.data } })
  }

  #settle(answer: Answer): void {
    this.#waiting.get(answer.id)?.resolve(answer)
    this.#waiting.delete(answer.id)
  }

  #lose(): void {
    const lost = new HubError('hub_not_running', 'The hub stopped before it answered', {
      hint: 'It starts again by itself; what was accepted is kept.',
    })
    for (const waiting of this.#waiting.values()) waiting.reject(lost)
    this.#waiting.clear()
    const handlers = this.#handlers
    this.#handlers = undefined
    handlers?.onClose()
  }
}
