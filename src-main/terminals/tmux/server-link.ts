import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { LIST, SURVEY } from './commands.ts'
import { type Connection, connectServer } from './connect.ts'
import type { AttachedClient } from './client-format.ts'
import type { ControlClient } from './control-client.ts'
import { forgetKeys, type KeyTimes, noteKeys, readClients, readPanes, withKeys } from './listing.ts'
import type { PaneFacts } from './pane-format.ts'
import { listPlainly } from './plain-listing.ts'
import type { ServerSocket } from './sockets.ts'

/** What a link tells of its server. */
export interface LinkListener {
  listed(server: string, panes: readonly PaneFacts[]): void
  /** The connection is lost and the server does not take another; its panes may well live on. */
  offline(server: string): void
  /** The server has ended and all its panes with it. The link is at its end, too. */
  ended(server: string): void
}

export interface LinkOptions {
  readonly tmux: string
  readonly clock: Clock
  readonly listener: LinkListener
  log(message: string, data?: unknown): void
}

/** Waits before trying again, in milliseconds; the last one repeats. */
const BACK_OFF = [50, 200, 500, 1_000, 2_000, 5_000] as const

/** How long a call waits for the first connection, in milliseconds: longer than all its steps may take together. */
const CONNECT_PATIENCE = 25_000

/** How long a call waits for a connection that is being made again, in milliseconds. */
const RECONNECT_PATIENCE = 3_000

/** Notices of one event come in bursts; they are answered by one listing, this many milliseconds later. */
const GATHER = 15

/** Between two looks at what tmux tells nobody of (output, titles, modes of panes elsewhere), in milliseconds. */
const SURVEY_TICK = 1_000

/** Notices that tell nothing about panes: output we did not ask for, messages, and the end of the connection. */
const UNINTERESTING = /^%(?:output|extended-output|pause|continue|message|exit|paste-buffer-|config-error)/

/** Follows one server from the first connection to the server's end. */
export class ServerLink implements AsyncDisposable {
  readonly socket: ServerSocket
  /** When a person last pressed a key, by pane. */
  readonly keys: KeyTimes = new Map()
  /** Resolves after the first listing, or once it is known that there is none for now. */
  readonly settled: Promise<void>
  /** Resolves when the server has ended or the link was disposed. */
  readonly done: Promise<void>
  readonly #options: LinkOptions
  readonly #stop = new AbortController()
  #client = Promise.withResolvers<ControlClient>()
  #patience = CONNECT_PATIENCE
  #online: ControlClient | undefined
  #settle: () => void = () => undefined
  #gathering: Disposable | undefined
  #listing: Promise<void> | undefined
  #listAgain = false

  constructor(socket: ServerSocket, options: LinkOptions) {
    this.socket = socket
    this.#options = options
    this.settled = new Promise(resolve => (this.#settle = resolve))
    this.#client.promise.catch(() => undefined)
    this.done = this.#follow()
  }

  /** The connection, or the one that is being made. @throws HubError `terminal` when there is none in time */
  async client(): Promise<ControlClient> {
    if (this.#online !== undefined) return this.#online
    const patience = Promise.withResolvers<never>()
    using _ = this.#options.clock.after(this.#patience, () => patience.reject(silent(this.socket.label)))
    return await Promise.race([this.#client.promise, patience.promise])
  }

  /** Lists soon; calls in a burst make one listing. */
  refresh(): void {
    this.#gathering ??= this.#options.clock.after(GATHER, () => {
      this.#gathering = undefined
      void this.list()
    })
  }

  /** Lists now. A listing under way may be older than the call, so another follows it. */
  async list(): Promise<void> {
    this.#listAgain = true
    this.#listing ??= this.#listUntilFresh().finally(() => (this.#listing = undefined))
    await this.#listing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    this.#gathering?.[Symbol.dispose]()
    await this.#online?.[Symbol.asyncDispose]()
    await this.done
  }

  async #follow(): Promise<void> {
    const { listener, log } = this.#options
    const { label, path } = this.socket
    for (let failures = 0; !this.#stop.signal.aborted;) {
      if (failures === 0) await this.#listBefore()
      const connection = await this.#connect()
      this.#patience = RECONNECT_PATIENCE
      if (connection.kind === 'dead') break
      if (connection.kind === 'online') {
        failures = 0
        await this.#work(connection.client)
        continue
      }
      if (connection.kind === 'empty') listener.listed(label, [])
      else if (failures === 0) {
        listener.offline(label)
        log('a tmux server does not answer', { socket: path, reason: connection.reason })
      }
      this.#settle()
      await this.#pause(BACK_OFF[Math.min(failures++, BACK_OFF.length - 1)] ?? 0)
    }
    this.#settle()
    this.#client.reject(silent(label))
    if (!this.#stop.signal.aborted) listener.ended(label)
  }

  async #connect(): Promise<Connection> {
    const { tmux, clock, log } = this.#options
    const { signal } = this.#stop
    try {
      const onNotice = (line: string) => void (UNINTERESTING.test(line) || this.refresh())
      const onRestless = () => void this.#listBefore()
      return await connectServer({ tmux, socket: this.socket.path, clock, signal, log, onNotice, onRestless })
    } catch (error) {
      return { kind: 'failed', reason: String(error) }
    }
  }

  /** From the first listing to the loss of the connection. */
  async #work(client: ControlClient): Promise<void> {
    if (this.#stop.signal.aborted) return client[Symbol.asyncDispose]()
    this.#online = client
    this.#client.resolve(client)
    await this.list()
    this.#settle()
    const ticking = this.#startTicking(client)
    const reason = await client.closed
    ticking[Symbol.dispose]()
    this.#online = undefined
    this.#client = Promise.withResolvers<ControlClient>()
    this.#client.promise.catch(() => undefined)
    if (!this.#stop.signal.aborted) this.#options.log('lost a tmux connection', { socket: this.socket.path, reason })
  }

  /** Lists again whenever the survey of all panes reads otherwise than the second before. */
  #startTicking(client: ControlClient): Disposable {
    const { clock } = this.#options
    let before: string | undefined
    let timer: Disposable | undefined
    const survey = async () => {
      const now = (await client.run(SURVEY))[0]?.lines.join('\n')
      if (before !== undefined && now !== before) this.refresh()
      before = now
    }
    const tick = () => {
      // A client that fails says so by closing.
      void survey().catch(() => undefined)
      timer = clock.after(SURVEY_TICK, tick)
    }
    tick()
    return { [Symbol.dispose]: () => timer?.[Symbol.dispose]() }
  }

  async #listUntilFresh(): Promise<void> {
    while (this.#listAgain && this.#online !== undefined) {
      this.#listAgain = false
      await this.#listOnce(this.#online)
    }
  }

  async #listOnce(client: ControlClient): Promise<void> {
    try {
      const [panesAnswer, clientsAnswer] = await client.run(LIST)
      if (panesAnswer?.failed !== false) return
      this.#take(readPanes(panesAnswer.lines, this.socket.label), readClients(clientsAnswer?.lines))
    } catch (error) {
      // The connection is lost; the next one lists.
      if (!(error instanceof HubError)) throw error
    }
  }

  /**
   * Lists while there is no connection yet: making one takes as long as the server is not at rest, and what runs there
   * should be seen meanwhile. A server that does not answer, or has no panes, is left to the connection.
   */
  async #listBefore(): Promise<void> {
    const { tmux } = this.#options
    const lines = await listPlainly({ tmux, socket: this.socket.path, signal: this.#stop.signal })
    const panes = readPanes(lines ?? [], this.socket.label)
    if (panes.length === 0 || this.#online !== undefined) return
    this.#take(panes, readClients(lines))
    this.#settle()
  }

  #take(panes: readonly PaneFacts[], clients: readonly AttachedClient[]): void {
    if (this.#stop.signal.aborted) return
    noteKeys(this.keys, clients)
    forgetKeys(this.keys, panes)
    const known = panes.map(pane => withKeys(pane, this.keys))
    this.#options.listener.listed(this.socket.label, known)
  }

  async #pause(ms: number): Promise<void> {
    await this.#options.clock.sleep(ms, this.#stop.signal).catch(() => undefined)
  }
}

function silent(server: string): HubError {
  return new HubError('terminal', `The tmux server ${server} does not answer.`, { data: { server } })
}
