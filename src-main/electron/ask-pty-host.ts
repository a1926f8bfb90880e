import { HubError } from '#contract/errors.ts'
import type { ServeOptions } from '#serve'
import type { FromHubProcess, ToHubProcess } from './hub-words.ts'

type StartPtyHost = NonNullable<ServeOptions['startPtyHost']>
type Host = Awaited<ReturnType<StartPtyHost>>

/** One end of the channel to a host. */
export interface HostPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  start(): void
  close(): void
}

type Answer = Extract<ToHubProcess, { kind: 'pty_host' | 'pty_host_ended' }>

/** Asks the shell for pty hosts, which the process of the hub cannot start itself. */
export interface PtyHostAsker {
  readonly start: StartPtyHost
  /** The shell has spoken of one. */
  take(answer: Answer, port: HostPort | undefined): void
}

/** @param kill ends a process at once; `process.kill` but in tests */
export function askForPtyHosts(say: (word: FromHubProcess) => void, kill: (pid: number) => void): PtyHostAsker {
  const starting = new Map<number, PromiseWithResolvers<Host>>()
  const ends = new Map<number, PromiseWithResolvers<string>>()
  let last = 0

  return {
    start() {
      const number = ++last
      const start = Promise.withResolvers<Host>()
      starting.set(number, start)
      say({ kind: 'start_pty_host', number })
      return start.promise
    },
    take(answer, port) {
      const start = starting.get(answer.number)
      starting.delete(answer.number)
      if (answer.kind === 'pty_host' && port !== undefined) {
        const end = Promise.withResolvers<string>()
        ends.set(answer.number, end)
        start?.resolve(hostOn(port, answer.pid, end.promise, kill))
      } else if (answer.kind === 'pty_host_ended') {
        start?.reject(notStarted(answer.reason))
        ends.get(answer.number)?.resolve(answer.reason)
        ends.delete(answer.number)
      }
    },
  }
}

function hostOn(port: HostPort, pid: number, ended: Promise<string>, kill: (pid: number) => void): Host {
  let isGone = false
  void ended.then(() => (isGone = true))
  return {
    pid,
    ended,
    send: request => port.postMessage(request),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data as Parameters<typeof listener>[0]))
      port.start()
    },
    disconnect: () => port.close(),
    // Not by the shell: one that hangs does not hear a polite word. A number that is free again is not killed.
    kill: () => void (isGone || kill(pid)),
  }
}

function notStarted(reason: string): HubError {
  return new HubError('terminal', `The process that owns the terminals could not be started: ${reason}`)
}
