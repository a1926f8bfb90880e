import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { HubError } from '#contract/errors.ts'
import type { HostMessage, HostRequest } from './protocol.ts'

/** A host that runs, whoever started it: what the hub says to it, hears from it, and how it ends. */
export interface HostProcess {
  readonly pid: number
  /** Lost where the host has gone; `ended` follows. */
  send(request: HostRequest): void
  /** Called once. */
  onMessage(listener: (message: HostMessage) => void): void
  /** Closes the channel: the host hangs up on every program and ends. */
  disconnect(): void
  /** Ends it where it stands. */
  kill(): void
  /** Resolves when it is gone, asked for or not, with what a person may be told. */
  readonly ended: Promise<string>
}

/** Starts a host. Fails with `terminal` when no process can be started. */
export type StartHostProcess = () => Promise<HostProcess>

const KEPT_STDERR = 8_000

/** Starts a host as a child of this process. @param entry file to fork */
export async function forkHost(entry: string): Promise<HostProcess> {
  const child = forkAlone(entry)
  const { pid } = child
  child.on('error', () => {})
  if (pid === undefined) throw new HubError('terminal', 'The process that owns the terminals could not be started.')
  const lastWords = collectLastWords(child)
  const ended = new Promise<string>(end => {
    child.once('exit', (code, signal) => end(`it ended with ${signal ?? `code ${code}`}${lastWords()}`))
  })
  return {
    pid,
    ended,
    send(request) {
      if (child.connected) child.send(request, () => {})
    },
    onMessage: listener => void child.on('message', message => listener(message as HostMessage)),
    disconnect() {
      if (child.connected) child.disconnect()
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/** With none of our environment, arguments or open files, so that no program of it can inherit any. */
function forkAlone(entry: string): ChildProcess {
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
