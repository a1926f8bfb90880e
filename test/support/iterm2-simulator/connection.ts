import type { Socket } from 'node:net'
import { has } from '#terminals/iterm2/schema/codec.ts'
import type { SimulatedApp } from './app.ts'
import type { Cookies } from './cookies.ts'
import { OPCODE, readFrame, writeFrame, type Frame } from './frames.ts'
import { judgeUpgrade } from './handshake.ts'
import type { MainThread } from './main-thread.ts'
import { HANDLERS, type Scene } from './requests.ts'
import { clientMessages, REQUEST_NAMES, serverMessages, type ClientMessage, type ServerDraft } from './schema.ts'
import { Subscriptions } from './subscriptions.ts'
import type { Variables } from './variables.ts'

const HANDSHAKE_DEADLINE = 30_000
/** A pong with more cannot be built. */
const LONGEST_PONG = 123
/** What may be answered later than what was asked after it. */
const LATE = ['createTabRequest', 'splitPaneRequest', 'invokeFunctionRequest']

export interface ConnectionParts {
  readonly app: SimulatedApp
  readonly variables: Variables
  readonly cookies: Cookies
  readonly mainThread: MainThread<Connection>
  /** How an upgrade was judged, for the record. */
  judged(verdict: string): void
  closed(connection: Connection): void
}

/** One client of the API. */
export class Connection {
  readonly #socket: Socket
  readonly #parts: ConnectionParts
  readonly subscriptions: Subscriptions
  readonly #deadline: NodeJS.Timeout
  #waiting: Buffer = Buffer.alloc(0)
  #isUpgraded = false

  constructor(socket: Socket, parts: ConnectionParts) {
    this.#socket = socket
    this.#parts = parts
    this.subscriptions = new Subscriptions(parts.app, parts.variables, notification => this.#send({ notification }))
    this.#deadline = setTimeout(() => this.#refuse('HTTP/1.1 400 Bad Request\r\n\r\n', 'timeout'), HANDSHAKE_DEADLINE)
    socket.on('data', bytes => this.#take(bytes))
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(this.#deadline)
      parts.mainThread.drop(this)
      parts.closed(this)
    })
  }

  get isUpgraded(): boolean {
    return this.#isUpgraded
  }

  /** Drops the connection as a program that crashes does. */
  destroy(): void {
    this.#socket.destroy()
  }

  #take(bytes: Buffer): void {
    this.#waiting = Buffer.concat([this.#waiting, bytes])
    if (!this.#isUpgraded && !this.#upgrade()) return
    for (let frame = readFrame(this.#waiting); frame !== undefined; frame = readFrame(this.#waiting)) {
      this.#waiting = this.#waiting.subarray(frame.size)
      this.#takeFrame(frame)
      if (this.#socket.destroyed) return
    }
  }

  #upgrade(): boolean {
    const verdict = judgeUpgrade(this.#waiting, this.#parts.cookies, this.#parts.app.behaviours)
    if (verdict.kind === 'more') return false
    if (verdict.kind === 'refused') {
      this.#refuse(verdict.reply, verdict.why)
      return false
    }
    clearTimeout(this.#deadline)
    this.#parts.judged(`accepted ${verdict.library}`)
    this.#socket.write(verdict.reply)
    this.#waiting = verdict.rest
    this.#isUpgraded = true
    return true
  }

  /** No body; the connection ends behind the empty line. */
  #refuse(reply: string, why: string): void {
    clearTimeout(this.#deadline)
    this.#parts.judged(`refused: ${why}`)
    this.#socket.end(reply)
  }

  #takeFrame({ opcode, isFinal, payload, size }: Frame): void {
    // iTerm2 cannot put a message together from pieces.
    if (!isFinal || opcode === OPCODE.continuation) return this.destroy()
    if (opcode === OPCODE.ping && payload.length <= LONGEST_PONG) this.#write(writeFrame(OPCODE.pong, payload))
    if (opcode === OPCODE.close) this.#socket.end(writeFrame(OPCODE.close, Buffer.alloc(0)))
    // A text message is no request, and nobody says so.
    if (opcode !== OPCODE.binary) return
    const message = decode(payload)
    if (message !== undefined) this.#takeMessage(message, size)
  }

  #takeMessage(message: ClientMessage, size: number): void {
    const name = REQUEST_NAMES.find(each => message[each] !== undefined)
    const { behaviours } = this.#parts.app
    const cut = name !== undefined && behaviours.cut?.request === name ? behaviours.cut : undefined
    if (cut !== undefined) behaviours.cut = null
    // Cut in the middle of the request: iTerm2 never has it whole.
    if (cut !== undefined && cut.afterBytes < size) return this.destroy()
    this.#parts.mainThread.add(this, async () => {
      const reply = await this.#answer(message, name)
      if (cut !== undefined) {
        this.#socket.write(frameOf(reply).subarray(0, cut.afterBytes - size))
        this.#socket.destroySoon()
      } else if (name !== undefined && LATE.includes(name) && behaviours.slowReply > 0) {
        setTimeout(() => this.#send(reply), behaviours.slowReply)
      } else this.#send(reply)
    })
  }

  async #answer(message: ClientMessage, name: (typeof REQUEST_NAMES)[number] | undefined): Promise<ServerDraft> {
    const { id } = message
    if (name === undefined) return { id, error: 'Invalid request. Upgrade iTerm2 to use this API.' }
    const scene: Scene = {
      app: this.#parts.app,
      variables: this.#parts.variables,
      subscriptions: this.subscriptions,
      transaction: begin => this.#parts.mainThread.transaction(this, begin),
    }
    // The name says which member is there; the two belong together by the table of handlers.
    const handler = HANDLERS[name] as (scene: Scene, request: unknown) => unknown
    const response = await handler(scene, message[name])
    return response === undefined ? { id } : { id, [name.replace(/Request$/, 'Response')]: response }
  }

  #send(message: ServerDraft): void {
    this.#write(frameOf(message))
  }

  #write(frame: Buffer): void {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.write(frame)
  }
}

function frameOf(message: ServerDraft): Buffer {
  return writeFrame(OPCODE.binary, serverMessages.encode(message))
}

/** What does not parse as a request is dropped without a word. */
function decode(payload: Buffer): ClientMessage | undefined {
  try {
    const message = clientMessages.decode(payload)
    return has(message, 'id') || REQUEST_NAMES.some(name => message[name] !== undefined) ? message : undefined
  } catch {
    return undefined
  }
}
