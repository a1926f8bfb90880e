import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { watchHeartbeat } from './heartbeat.ts'
import type { CallName, HostCalls, HostEvent, HostMessage } from './protocol.ts'

export interface HostLinkOptions {
  /** File to fork. */
  readonly entry: string
  readonly clock: Clock
  onEvent(event: HostEvent, link: HostLink): void
  /** The host is gone, asked for or not; `reason` is for a person. Comes once, last. */
  onEnd(reason: string, link: HostLink): void
}

/** One living host process: calls go down, answers and events come up. */
export interface HostLink {
  readonly pid: number
  /** Wall clock (ms) when it was forked. */
  readonly startedAt: number
  /** Fails with what the host refused with, and with `terminal` when the host ends before it answers. */
  call<Name extends CallName>(name: Name, input: HostCalls[Name]['input']): Promise<HostCalls[Name]['output']>
  /** Closes the channel: the host hangs up on every program and ends. Resolves when it is gone. */
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/** The host has this long to end its programs before it is killed. */
const CLOSE_MS = 6_000
const KEPT_STDERR = 8_000

/** Fails with `terminal` when no process can be started. */
export function startHost(options: HostLinkOptions): HostLink {
  const { clock } = options
  const child = forkHost(options.entry)
  const { pid } = child
  if (pid === undefined) {
    child.once('error', () => {})
    throw new HubError('terminal', 'The process that owns the terminals could not be started.')
  }

  const waiting = new Map<number, Waiting>()
  const gone = Promise.withResolvers<true>()
  const lastWords = collectLastWords(child)
  let lastNumber = 0
  let whyKilled = ''

  const link: HostLink = {
    pid,
    startedAt: clock.now(),
    call(call, input) {
      const number = ++lastNumber
      return new Promise<never>((resolve, reject) => {
        waiting.set(number, { resolve, reject })
        // A channel that is closing fails here first; `exit` follows and rejects every call that waits.
        if (child.connected) child.send({ number, call, input }, () => {})
        else if (child.exitCode !== null || child.signalCode !== null) settleAll()
      })
    },
    async close() {
      heartbeat[Symbol.dispose]()
      if (child.connected) child.disconnect()
      if (await Promise.race([gone.promise, clock.sleep(CLOSE_MS).then(() => false)])) return
      child.kill('SIGKILL')
      await gone.promise
    },
  }

  function settleAll(): void {
    const error = new HubError('terminal', 'The process that owns the terminals ended before it answered.')
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function receive(message: HostMessage): void {
    if (message.kind === 'answer') take(message.number)?.resolve(message.value as never)
    else if (message.kind === 'refusal') take(message.number)?.reject(toHubError(message))
    else if (message.kind === 'bug') take(message.number)?.reject(toBug(message.stack))
    else options.onEvent(message, link)
  }

  function take(number: number): Waiting | undefined {
    const found = waiting.get(number)
    waiting.delete(number)
    return found
  }

  const heartbeat = watchHeartbeat(
    clock,
    () => link.call('ping', null),
    () => {
      whyKilled = 'it did not answer for 10 seconds and was killed'
      child.kill('SIGKILL')
    },
  )
  child.on('message', message => receive(message as HostMessage))
  child.on('error', () => {})
  child.once('exit', (code, signal) => {
    heartbeat[Symbol.dispose]()
    settleAll()
    gone.resolve(true)
    options.onEnd(whyKilled || `it ended with ${signal ?? `code ${code}`}${lastWords()}`, link)
  })
  return link
}

/** Starts the host with none of our environment, arguments or open files, so that no program of it can inherit any. */
function forkHost(entry: string): ChildProcess {
  return fork(resolve(entry), [], {
    cwd: '/',
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
}

/** The end of what a crashing host says, for the log. */
function collectLastWords(child: ChildProcess): () => string {
  let kept = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-KEPT_STDERR)
  })
  return () => (kept === '' ? '' : `: ${kept.trim()}`)
}

function toHubError({ code, message, hint, data, cause }: Extract<HostMessage, { kind: 'refusal' }>): HubError {
  return new HubError(code, message, { hint, data: { ...data }, ...(cause !== '' && { cause }) })
}

function toBug(stack: string): Error {
  return new Error(`the pty host failed: ${stack}`)
}
