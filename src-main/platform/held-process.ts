import { spawn } from 'node:child_process'

/**
 * Waits for a line, then becomes the program: same process, same pid. Without the line (its parent died) it ends, so a
 * program never runs before whoever started it has written down that it does. Arguments reach it exactly as given.
 */
const HOLD = 'IFS= read -r _ || exit 125; exec "$@" </dev/null'

/** How a process ended. Exactly one of the two is set unless it could not start. */
export interface ProcessExit {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** The system's word for why it could not start, such as `ENOENT`; else null. */
  readonly startError: string | null
}

export interface HeldProcessOptions {
  readonly argv: readonly string[]
  readonly cwd: string
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>
  onOutput(stream: 'stdout' | 'stderr', bytes: Uint8Array): void
}

/** A program that is ready to run and waits to be let go. It leads a process group of its own. */
export interface HeldProcess {
  /** Nothing when it could not start; `ended` says why. */
  readonly pid: number | undefined
  /** Lets the program run. */
  release(): void
  /** Signals it and everything it started, as far as that stayed in its group. */
  signal(signal: NodeJS.Signals): void
  /** Resolves when it has ended, its group with it, and its output was read. */
  readonly ended: Promise<ProcessExit>
}

/** How long its output may stay open after it ended (somebody outside its group holds it), in milliseconds. */
const DRAIN = 500

export function holdProcess(
  { argv, cwd, env, onOutput }: HeldProcessOptions,
  clock: { after(ms: number, callback: () => void): Disposable },
): HeldProcess {
  const { promise, resolve } = Promise.withResolvers<ProcessExit>()
  const child = spawn('/bin/sh', ['-c', HOLD, 'script', ...argv], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // It may end before it reads its line.
  child.stdin.on('error', () => {})
  child.stdout.on('data', (bytes: Uint8Array) => onOutput('stdout', bytes))
  child.stderr.on('data', (bytes: Uint8Array) => onOutput('stderr', bytes))
  child.once('error', error => {
    const startError = (error as NodeJS.ErrnoException).code ?? error.message
    resolve({ exitCode: null, signal: null, startError })
  })
  child.once('exit', (exitCode, signal) => {
    // What it left running would go on unseen.
    signalGroup(child.pid, 'SIGKILL')
    const cut = clock.after(DRAIN, () => {
      child.stdout.destroy()
      child.stderr.destroy()
    })
    child.once('close', () => {
      cut[Symbol.dispose]()
      resolve({ exitCode, signal, startError: null })
    })
  })
  return {
    pid: child.pid,
    release: () => child.stdin.end('\n'),
    signal: signal => {
      if (child.exitCode === null && child.signalCode === null) signalGroup(child.pid, signal)
    },
    ended: promise,
  }
}

/** Signals a whole process group; one that is gone is no failure. */
export function signalGroup(group: number | undefined, signal: NodeJS.Signals): void {
  // Group 0 and 1 would be our own, and everybody's.
  if (group === undefined || group <= 1) return
  try {
    process.kill(-group, signal)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
