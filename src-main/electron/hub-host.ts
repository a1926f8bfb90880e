import type { createSystemClock } from '#platform/clock.ts'
import type { FromHubProcess, ToHubProcess } from './hub-words.ts'
import { planRestart } from './restart-policy.ts'

/** The hub has this long to close before its process is ended, in milliseconds. */
const CLOSE_MS = 8_000

/** One process as Electron's `utilityProcess` gives it, as far as it is used here. */
export interface HubProcess<Port> {
  postMessage(message: ToHubProcess, transfer?: Port[]): void
  on(event: 'message', listener: (message: FromHubProcess) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

/** Two ends of a channel: one for the hub, one for the caller. */
export interface Channel<Port> {
  readonly port1: Port
  readonly port2: Port
}

export interface HubHostOptions<Port> {
  readonly clock: Pick<ReturnType<typeof createSystemClock>, 'monotonic' | 'after'>
  fork(): HubProcess<Port>
  makeChannel(): Channel<Port>
  /** The hub wants a process that owns ptys, under this number. */
  startPtyHost(hub: HubProcess<Port>, number: number): void
  /** The hub takes calls: every window gets a port, also after a restart. */
  onUp(): void
  /** The hub has ended. `retryInMs` is null when nothing starts it again but a person. */
  onDown(reason: string, retryInMs: number | null): void
}

export interface HubHost<Port> {
  /** A port to the hub, or undefined while it is not up; `onUp` follows. */
  connect(): Port | undefined
  /** Starts it now where it is down, whatever happened before. */
  restart(): void
  /** Lets the hub close; resolves when its process is gone. It is not started again. */
  close(): Promise<void>
}

type Life = 'down' | 'starting' | 'up'

/** Keeps one hub process: starts it, and starts it again after a crash, with growing pauses. */
export function hostHub<Port>(options: HubHostOptions<Port>): HubHost<Port> {
  const { clock } = options
  let child: HubProcess<Port> | undefined
  let life: Life = 'down'
  let crashes: readonly number[] = []
  let pause: Disposable | undefined
  let closing: PromiseWithResolvers<void> | undefined

  function start(): void {
    pause?.[Symbol.dispose]()
    const started = options.fork()
    let lastWord: FromHubProcess | undefined
    child = started
    life = 'starting'
    started.on('message', message => {
      lastWord = message
      // It stays alive until its words have arrived; it has nothing else to do.
      if (message.kind === 'failed') started.kill()
      if (message.kind === 'start_pty_host') options.startPtyHost(started, message.number)
      if (message.kind !== 'up' || child !== started) return
      life = 'up'
      options.onUp()
    })
    started.on('exit', code => onExit(lastWord, code))
  }

  function onExit(lastWord: FromHubProcess | undefined, code: number): void {
    child = undefined
    life = 'down'
    if (closing !== undefined) closing.resolve()
    else if (lastWord?.kind === 'stopped') options.onDown('The hub was stopped.', null)
    else if (lastWord?.kind === 'failed') options.onDown(`${lastWord.message} ${lastWord.hint}`.trim(), null)
    else startAgainLater(code)
  }

  function startAgainLater(code: number): void {
    const now = clock.monotonic()
    crashes = [...crashes.slice(-20), now]
    const wait = planRestart(crashes, now)
    if (wait !== null) pause = clock.after(wait, start)
    options.onDown(`The hub ended unexpectedly (code ${code}).`, wait)
  }

  start()
  return {
    connect() {
      if (life !== 'up' || child === undefined) return undefined
      const { port1, port2 } = options.makeChannel()
      child.postMessage({ kind: 'connect' }, [port1])
      return port2
    },
    restart() {
      if (life === 'down' && closing === undefined) start()
    },
    close() {
      if (closing !== undefined) return closing.promise
      closing = Promise.withResolvers()
      pause?.[Symbol.dispose]()
      if (child === undefined) closing.resolve()
      else end(child, closing)
      return closing.promise
    },
  }

  function end(running: HubProcess<Port>, ended: PromiseWithResolvers<void>): void {
    running.postMessage({ kind: 'close' })
    const deadline = clock.after(CLOSE_MS, () => running.kill())
    void ended.promise.then(() => deadline[Symbol.dispose]())
  }
}
