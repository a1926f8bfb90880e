import type { WebSocket } from 'ws'
import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { NOTHING_SENT } from './failures.ts'
import type { ProtocolVersion } from './protocol-version.ts'
import { createCodec, has } from './schema/codec.ts'
import { ClientMessage, ServerMessage, type Call, type RequestDraft, type Response } from './schema/envelope.ts'
import type { ValueOf } from './schema/shape.ts'
import type { Notification } from './schema/notifications.ts'

const requests = createCodec(ClientMessage)
const answers = createCodec(ServerMessage)

interface Pending {
  readonly call: Call
  readonly answer: PromiseWithResolvers<unknown>
  readonly timer: Disposable
}

export interface ApiConnectionOptions {
  readonly clock: Clock
  readonly protocol: ProtocolVersion
  /** Longest wait for an answer, in milliseconds. */
  readonly patience: number
  onNotification(notification: Notification): void
}

/** The news of a redraw holds the id of a session and nothing else, in bytes. */
const LONGEST_REMEMBERED = 64
const MOST_REMEMBERED = 1_000

/** One connection to iTerm2's API: questions by number, several at once, and whatever it tells by itself. */
export class ApiConnection {
  /** Resolves with the reason when the connection is lost. */
  readonly closed: Promise<string>
  readonly protocol: ProtocolVersion
  readonly #socket: WebSocket
  readonly #clock: Clock
  readonly #patience: number
  readonly #pending = new Map<bigint, Pending>()
  // From 1: an absent number reads as 0, and what iTerm2 tells by itself has none.
  #next = 1n
  /** What iTerm2 tells of a redraw, by its bytes: the same ones for a session each time, 60 times a second. */
  readonly #redraws = new Map<string, ValueOf<typeof ServerMessage>>()

  constructor(socket: WebSocket, { clock, protocol, patience, onNotification }: ApiConnectionOptions) {
    this.protocol = protocol
    this.#socket = socket
    this.#clock = clock
    this.#patience = patience
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.#take(data, onNotification)
    })
    this.closed = new Promise(resolve => {
      socket.once('close', (_code, reason) => {
        const words = reason.length > 0 ? reason.toString('utf8') : 'iTerm2 closed the connection'
        this.#failAll(lost())
        resolve(words)
      })
    })
  }

  /**
   * Asks something. Resolves with the answer of the same number.
   *
   * @throws HubError `terminal`; with `NOTHING_SENT` in its data only when iTerm2 certainly did nothing
   */
  call<Name extends Call>(call: Name, request: RequestDraft<Name>, patience = this.#patience): Promise<Response<Name>> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.reject(lost(NOTHING_SENT))
    const id = this.#next++
    const answer = Promise.withResolvers<unknown>()
    const timer = this.#clock.after(patience, () => {
      this.#pending.delete(id)
      answer.reject(silent(patience))
    })
    this.#pending.set(id, { call, answer, timer })
    this.#socket.send(requests.encode({ id, [`${call}Request`]: request }))
    // The number of a question and of its answer is the same, and so is the name.
    return answer.promise as Promise<Response<Name>>
  }

  /** Ends the connection at once. */
  drop(): void {
    this.#socket.terminate()
  }

  #take(data: Buffer, onNotification: (notification: Notification) => void): void {
    const message = this.#read(data)
    if (message === undefined) return
    if (message.notification !== undefined) return onNotification(message.notification)
    const pending = this.#pending.get(message.id)
    // An answer that came too late: whoever asked was told so.
    if (pending === undefined) return
    this.#pending.delete(message.id)
    pending.timer[Symbol.dispose]()
    const answer = message[`${pending.call}Response`]
    if (answer !== undefined) pending.answer.resolve(answer)
    else pending.answer.reject(refused(has(message, 'error') ? message.error : 'it gave an empty answer'))
  }

  /** Bytes that are no message: whatever follows would be read wrongly, too. */
  #read(data: Buffer) {
    const known = data.length <= LONGEST_REMEMBERED ? this.#redraws.get(data.toString('latin1')) : undefined
    if (known !== undefined) return known
    try {
      const message = answers.decode(data)
      if (message.notification?.screenUpdateNotification !== undefined) this.#remember(data, message)
      return message
    } catch {
      this.drop()
      return undefined
    }
  }

  #remember(data: Buffer, message: ValueOf<typeof ServerMessage>): void {
    if (data.length > LONGEST_REMEMBERED) return
    if (this.#redraws.size >= MOST_REMEMBERED) this.#redraws.clear()
    this.#redraws.set(data.toString('latin1'), message)
  }

  #failAll(error: HubError): void {
    for (const { answer, timer } of this.#pending.values()) {
      timer[Symbol.dispose]()
      answer.reject(error)
    }
    this.#pending.clear()
  }
}

function lost(data: Record<string, unknown> = {}): HubError {
  return new HubError('terminal', 'The connection to iTerm2 is lost.', { data })
}

function silent(patience: number): HubError {
  return new HubError('terminal', `iTerm2 did not answer for ${patience / 1_000} s.`, {
    hint: 'A dialog may be open in it: answer it.',
  })
}

function refused(words: string): HubError {
  return new HubError('terminal', `iTerm2 did not do it: ${words}`, { data: { ...NOTHING_SENT } })
}
