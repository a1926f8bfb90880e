import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { isRunning } from '#platform/is-running.ts'
import { BUFFER_PREFIX, DESCRIBE, LIST_BUFFERS, LIST_CLIENTS } from './commands.ts'
import { ControlClient } from './control-client.ts'
import type { Block } from './control-parser.ts'
import { readClients } from './listing.ts'
import { command } from './quote.ts'
import { chooseSession } from './sessions.ts'
import { waitForQuiet } from './quiet.ts'
import { probeSocket } from '../probe-socket.ts'

export interface ConnectOptions {
  readonly tmux: string
  readonly socket: string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onNotice: (line: string) => void
  /** Something changed while the server was waited for. */
  readonly onRestless: () => void
  log(message: string, data?: unknown): void
}

/** `dead` is proof that the server has ended, `empty` that it has no session; `failed` proves nothing. */
export type Connection =
  | { readonly kind: 'online'; readonly client: ControlClient }
  | { readonly kind: 'dead' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly reason: string }

/** Longest wait for the server to take our client in, in milliseconds. */
const ATTACH_TIMEOUT = 5_000

/** Connects to the server behind a socket and makes the connection ready to work. */
export async function connectServer(options: ConnectOptions): Promise<Connection> {
  const { socket, clock, signal } = options
  const answer = await probeSocket(socket, clock)
  if (answer === 'dead') return { kind: 'dead' }
  if (answer === 'silent') return { kind: 'failed', reason: 'nobody takes the connection' }
  await waitForQuiet(options)
  const choice = await chooseSession(options)
  if (choice.kind === 'empty') return { kind: 'empty' }
  if (choice.kind === 'unreachable') return { kind: 'failed', reason: choice.reason }

  const client = new ControlClient({ ...options, session: choice.id })
  const giveUp = clock.after(ATTACH_TIMEOUT, () => client.drop('tmux does not take the client in'))
  const stop = () => client.drop('the hub stops')
  signal.addEventListener('abort', stop)
  try {
    const reason = await Promise.race([client.attached, client.closed])
    if (typeof reason === 'string') return { kind: 'failed', reason }
    // From here on each command has a limit of its own, and who was there before is waited for longer.
    giveUp[Symbol.dispose]()
    await prepare(client, options)
    return { kind: 'online', client }
  } catch (error) {
    client.drop('it could not be made ready')
    if (error instanceof HubError) return { kind: 'failed', reason: error.message }
    throw error
  } finally {
    giveUp[Symbol.dispose]()
    signal.removeEventListener('abort', stop)
  }
}

async function prepare(client: ControlClient, options: ConnectOptions): Promise<void> {
  await outlivePredecessors(client, options.clock)
  const [about, buffers] = await Promise.all([client.run(DESCRIBE), client.run(LIST_BUFFERS)])
  await sweepBuffers(client, buffers)
  options.log('connected to a tmux server', { socket: options.socket, server: about[0]?.lines[0] ?? '' })
}

/**
 * How long a client of a hub that died is given to leave by itself, in milliseconds. One that does not leave is ended,
 * and what it had not read yet is never run.
 */
const LEAVE_PATIENCE = 1_000
/** One that cannot be ended must not keep the hub away for longer than this, in milliseconds. */
const PREDECESSOR_TIMEOUT = 5_000

/**
 * Waits until no client of a dead hub is attached. A hub that was killed may have left commands in the pipe, and the
 * server works them off before it lets that client go: only then does "it is not on the screen" prove anything.
 */
async function outlivePredecessors(client: ControlClient, clock: Clock): Promise<void> {
  const start = clock.monotonic()
  for (;;) {
    const clients = readClients((await client.run(LIST_CLIENTS))[0]?.lines)
    const left = clients.filter(({ hubPid }) => hubPid !== undefined && !isRunning(hubPid))
    const waited = clock.monotonic() - start
    if (left.length === 0 || waited > PREDECESSOR_TIMEOUT) return
    if (waited > LEAVE_PATIENCE) for (const { pid } of left) endProcess(pid)
    await clock.sleep(20)
  }
}

/** tmux tells 0 of a client that it does not know yet, and to a kill that means all of us. */
function endProcess(pid: number): void {
  if (pid <= 1) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has left meanwhile.
  }
}

/** A buffer of ours outlives its command only when something went wrong in between; its text is somebody's message. */
async function sweepBuffers(client: ControlClient, listed: readonly Block[]): Promise<void> {
  const names = (listed[0]?.lines ?? []).filter(name => name.startsWith(BUFFER_PREFIX))
  await Promise.all(names.map(name => client.run(command('delete-buffer', '-b', name))))
}
