import { writeSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { IPty } from '@lydell/node-pty'
import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { closeOnExec } from './close-on-exec.ts'
import type { SpawnInput } from './protocol.ts'
import { PtyWriter } from './pty-writer.ts'

/** A program on a pseudo-terminal of its own. */
export interface PtyProcess {
  readonly pid: number
  /** Device path of the program's side. */
  readonly tty: string
  /** Its input line. */
  readonly writer: PtyWriter
  /** Leaves output with the kernel, which then stops the program from writing more. */
  pause(): void
  resume(): void
  resize(columns: number, rows: number): void
  /** Signals the program and its process group. A program that is gone is no error. */
  signal(name: NodeJS.Signals): void
}

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number
  /** Number of the signal that ended it, 0 when it ended by itself. */
  readonly signal: number
}

export interface PtyListeners {
  onOutput(output: Uint8Array): void
  /** Comes once, after the last output. */
  onExit(end: ProgramEnd): void
}

/** What node-pty has but does not declare. Its version is pinned, and `openPty` checks that these are there. */
interface PtyInside {
  /** Reads from the terminal. Once it is destroyed, the number of the file may belong to another session. */
  readonly _socket?: Socket
  readonly fd?: number
  readonly ptsName?: string
}

/**
 * Starts a program. Fails with `unsupported` where this machine has no native part for it, and with `terminal` when
 * the machine has no pseudo-terminal or process left.
 */
export async function openPty(input: SpawnInput, clock: Clock, listeners: PtyListeners): Promise<PtyProcess> {
  const { spawn } = await import('@lydell/node-pty').catch((cause: unknown) => {
    throw new HubError('unsupported', 'This machine has no native pseudo-terminals for the hub.', { cause })
  })
  const [program = '', ...args] = input.command
  const pty = attempt(() =>
    spawn(program, args, {
      name: input.term ?? 'xterm-256color',
      cols: input.columns,
      rows: input.rows,
      cwd: input.cwd,
      env: { ...input.environment },
      // Bytes as they are: half a character at the end of one piece belongs to the next.
      encoding: null,
    }),
  )
  let hasExited = false
  const { socket, fd, tty } = lookInside(pty)
  const writer = new PtyWriter(clock, bytes => {
    if (hasExited || socket.destroyed) throw new Error('its terminal is closed')
    return writeNow(fd, bytes)
  })
  pty.onExit(({ exitCode, signal = 0 }) => {
    hasExited = true
    writer.end(new Error('the program has ended'))
    listeners.onExit({ exitCode, signal })
  })
  // Typed for the case with an encoding.
  pty.onData(output => listeners.onOutput(output as unknown as Uint8Array))

  return {
    pid: pty.pid,
    tty,
    writer,
    pause: () => pty.pause(),
    resume: () => pty.resume(),
    resize: (columns, rows) => pty.resize(columns, rows),
    signal(name) {
      if (!hasExited) signalGroup(pty.pid, name)
    },
  }
}

function lookInside(pty: IPty): { readonly socket: Socket; readonly fd: number; readonly tty: string } {
  const { _socket: socket, fd, ptsName: tty } = pty as PtyInside
  if (socket === undefined || fd === undefined || tty === undefined) {
    pty.kill('SIGKILL')
    throw new Error('node-pty no longer has the file or the device path that this code needs')
  }
  if (!closeOnExec(fd)) {
    pty.kill('SIGKILL')
    throw new HubError('unsupported', 'Sessions cannot be kept apart on this machine: native calls are off.')
  }
  return { socket, fd, tty }
}

/** The file never blocks, so this returns at once: with what the kernel took, or with 0. */
function writeNow(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
    throw error
  }
}

function attempt<Result>(start: () => Result): Result {
  try {
    return start()
  } catch (cause) {
    throw new HubError('terminal', 'The machine could not start a program on a new terminal.', { cause })
  }
}

/** The program leads a process group of its own; right after its start it may not have made it yet. */
function signalGroup(pid: number, name: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, name)
      return
    } catch {
      continue
    }
  }
}
