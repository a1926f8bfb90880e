import { dirname } from 'node:path'
import type { Clock } from '#domain/ports.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import { SocketWatch } from '../socket-watch.ts'
import { ApiConnection } from './api-connection.ts'
import { connectOnce, type Connected } from './connect.ts'
import { awayError, type Away, type LinkState } from './link-state.ts'
import { findSocket, type Places } from './places.ts'
import type { Notification } from './schema/notifications.ts'

/** Who works with a connection. */
export interface LinkListener {
  /** Makes a new connection ready; what fails here ends it. `madeAt` is when iTerm2 opened its socket. */
  connected(connection: ApiConnection, madeAt: number): Promise<void>
  notified(notification: Notification): void
  /** There is no connection, and not at once another: what was known may not be so any more. May be told again. */
  offline(why: Away): void
}

export interface LinkOptions {
  readonly places: Places
  readonly scripts: AppleScripts
  readonly clock: Clock
  readonly listener: LinkListener
  readonly patience?: number
  log(message: string, data?: Record<string, unknown>): void
}

/** Waits before trying again, in milliseconds; the last one repeats. */
const BACK_OFF = [50, 200, 500, 1_000, 2_000, 5_000, 15_000, 30_000] as const
/** Longest wait for an answer, in milliseconds: iTerm2 answers in a few unless a dialog holds it up. */
const ANSWER_PATIENCE = 5_000
/** How long a call waits for a connection that is being made again, in milliseconds. */
const PATIENCE = 3_000

/** Follows iTerm2: one long connection, made anew when it is lost, and none while there is no iTerm2. */
export class ApiLink implements AsyncDisposable {
  /** Resolves once everything is listed, or it is known that there is nothing to list for now. */
  readonly settled: Promise<void>
  readonly #options: LinkOptions
  readonly #stop = new AbortController()
  readonly #watch: SocketWatch
  readonly #done: Promise<void>
  #settle: () => void = () => undefined
  #state: LinkState = { kind: 'connecting' }
  /** Open, and perhaps still being made ready. */
  #current: ApiConnection | undefined
  #online: ApiConnection | undefined
  #next = openPromise<ApiConnection>()
  #woken = Promise.withResolvers<void>()

  constructor(options: LinkOptions) {
    this.#options = options
    this.settled = new Promise(resolve => (this.#settle = resolve))
    const { support, socket } = options.places
    this.#watch = new SocketWatch([dirname(socket), support], options.clock, () => this.#wake())
    this.#done = this.#follow()
  }

  get state(): LinkState {
    return this.#state
  }

  /** The connection, or the one that is being made. @throws HubError `terminal`, with nothing written */
  async connection(): Promise<ApiConnection> {
    if (this.#online !== undefined) return this.#online
    if (this.#state.kind !== 'connecting') throw awayError(this.#state)
    const patience = openPromise<never>()
    using _ = this.#options.clock.after(PATIENCE, () => patience.reject(awayError(this.#state)))
    return await Promise.race([this.#next.promise, patience.promise])
  }

  /** Tries again now, also what a person had refused. */
  retry(): void {
    if (this.#state.kind === 'refused') this.#state = { kind: 'connecting' }
    this.#wake()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    this.#watch[Symbol.dispose]()
    this.#wake()
    this.#current?.drop()
    await this.#done
  }

  async #follow(): Promise<void> {
    const { places, scripts, clock } = this.#options
    const { signal } = this.#stop
    for (let failures = 0; !signal.aborted;) {
      const connected = await connectOnce({ places, scripts, clock, signal, onAsking: () => this.#becomeConnecting() })
      if (connected.kind === 'open') {
        // A connection that never got ready counts as a failure, or a broken iTerm2 would be asked without end.
        failures = (await this.#work(connected)) ? 0 : failures + 1
        if (failures > 0) await this.#pause(failures)
        continue
      }
      this.#goAway(connected.state)
      failures++
      await this.#waitAway(connected.state, failures)
    }
    this.#settle()
    this.#next.reject(awayError(this.#state))
  }

  /** From the first listing to the loss of the connection. True when it was ready once. */
  async #work({ socket, protocol, madeAt }: Extract<Connected, { kind: 'open' }>): Promise<boolean> {
    const { clock, listener, patience = ANSWER_PATIENCE, log } = this.#options
    const onNotification = listener.notified.bind(listener)
    const connection = new ApiConnection(socket, { clock, protocol, patience, onNotification })
    this.#current = connection
    // Whatever kept us away before is over: who calls now waits for this connection to be ready.
    this.#state = { kind: 'connecting' }
    if (this.#stop.signal.aborted) connection.drop()
    const isReady = await this.#prepare(connection, madeAt)
    if (isReady) {
      this.#state = { kind: 'online', protocol: `${protocol.major}.${protocol.minor}` }
      this.#online = connection
      this.#next.resolve(connection)
      this.#settle()
      log('connected to iTerm2', { protocol: this.#state.protocol })
    } else connection.drop()
    const reason = await connection.closed
    this.#current = undefined
    this.#online = undefined
    this.#next = openPromise<ApiConnection>()
    this.#state = { kind: 'connecting' }
    if (!this.#stop.signal.aborted) log('lost the connection to iTerm2', { reason })
    return isReady
  }

  async #prepare(connection: ApiConnection, madeAt: number): Promise<boolean> {
    try {
      await this.#options.listener.connected(connection, madeAt)
      return true
    } catch (error) {
      this.#options.log('iTerm2 does not tell what is open', { error: String(error) })
      this.#settle()
      return false
    }
  }

  #becomeConnecting(): void {
    if (this.#state.kind === 'off') this.#state = { kind: 'connecting' }
  }

  #goAway(state: Away): void {
    const before = this.#state
    this.#state = state
    this.#next.reject(awayError(state))
    this.#next = openPromise<ApiConnection>()
    this.#settle()
    this.#options.listener.offline(state)
    if (state.kind === 'refused' && !('why' in before && before.why === state.why)) {
      this.#options.log(state.message, { hint: state.hint })
    }
  }

  /**
   * A refusal by the person stands until iTerm2 starts anew or somebody asks for another try: asking again and again
   * would be answered the same way.
   */
  async #waitAway(state: Away, failures: number): Promise<void> {
    if (state.kind === 'off') return this.#sleepUntilWoken(BACK_OFF.at(-1) ?? 0)
    if (state.why !== 'automation') return this.#pause(failures)
    const madeAt = findSocket(this.#options.places)?.madeAt
    while (!this.#stop.signal.aborted && this.#state.kind === 'refused') {
      await this.#sleepUntilWoken(BACK_OFF.at(-1) ?? 0)
      if (findSocket(this.#options.places)?.madeAt !== madeAt) return
    }
  }

  async #pause(failures: number): Promise<void> {
    const ms = BACK_OFF[Math.min(failures, BACK_OFF.length) - 1] ?? 0
    await this.#options.clock.sleep(ms, this.#stop.signal).catch(() => undefined)
  }

  async #sleepUntilWoken(ms: number): Promise<void> {
    const stop = new AbortController()
    const signal = AbortSignal.any([stop.signal, this.#stop.signal])
    await Promise.race([this.#woken.promise, this.#options.clock.sleep(ms, signal).catch(() => undefined)])
    stop.abort()
  }

  #wake(): void {
    this.#woken.resolve()
    this.#woken = Promise.withResolvers<void>()
  }
}

/** A promise whose rejection need not be heard. */
function openPromise<T>(): PromiseWithResolvers<T> {
  const opened = Promise.withResolvers<T>()
  opened.promise.catch(() => undefined)
  return opened
}
