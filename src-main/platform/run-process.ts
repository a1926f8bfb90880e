import { execFile, spawnSync, type ExecFileException } from 'node:child_process'

export interface RunOptions {
  /** Longest time it may take, in milliseconds; then it is killed. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  /** Most text it may write on either output. */
  readonly maxBuffer?: number
  /** Text for its standard input, which is closed behind it; without it the program reads nothing. */
  readonly input?: string
  readonly cwd?: string
  /** Its whole environment; ours when left out. */
  readonly env?: NodeJS.ProcessEnv
}

export interface RunResult {
  readonly stdout: string
  readonly stderr: string
}

/** How a program failed: it could not start, said no, was killed by somebody, or by us for one of three reasons. */
export type RunFailure = 'not_started' | 'exit' | 'killed' | 'timeout' | 'aborted' | 'too_much_output'

/** A program that did not do what it was started for, with everything a caller needs to decide. */
export class RunError extends Error {
  override readonly name = 'RunError'
  readonly failure: RunFailure
  readonly file: string
  readonly args: readonly string[]
  /** Null unless it ended by itself. */
  readonly exitCode: number | null
  /** The system's word for why it could not start, such as `ENOENT`; else empty. */
  readonly systemCode: string
  readonly stdout: string
  readonly stderr: string

  constructor(facts: Omit<RunError, keyof Error>, cause: unknown) {
    const why = facts.failure === 'exit' ? `ended with ${facts.exitCode}` : facts.systemCode || facts.failure
    super(`${facts.file} ${why}: ${firstLine(facts.stderr)}`, { cause })
    this.failure = facts.failure
    this.file = facts.file
    this.args = facts.args
    this.exitCode = facts.exitCode
    this.systemCode = facts.systemCode
    this.stdout = facts.stdout
    this.stderr = facts.stderr
  }
}

const DEFAULTS = { timeout: 10_000, maxBuffer: 8 * 1024 * 1024 } as const

/**
 * Runs a program to its end. Never through a shell: every argument reaches it exactly as given.
 *
 * @throws RunError for every way it can go wrong
 */
export function runProcess(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { timeout = DEFAULTS.timeout, maxBuffer = DEFAULTS.maxBuffer, signal, input = '', cwd, env } = options
  const { promise, resolve, reject } = withResolvers<RunResult>()
  const settings = {
    timeout,
    maxBuffer,
    killSignal: 'SIGKILL',
    ...(signal && { signal }),
    ...(cwd && { cwd }),
  } as const
  const facts = { file, args }
  try {
    const child = execFile(file, args, { ...settings, ...(env && { env }) }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr })
      else reject(new RunError({ ...facts, ...explain(error, child.killed), stdout, stderr }, error))
    })
    // A program may end without reading its input; what counts is how it ended.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  } catch (error) {
    // Arguments the system cannot carry: a NUL byte, or more than fits.
    const systemCode = (error as NodeJS.ErrnoException).code ?? 'invalid'
    reject(
      new RunError({ ...facts, failure: 'not_started', exitCode: null, systemCode, stdout: '', stderr: '' }, error),
    )
  }
  return promise
}

/** What a quick question to a program answers, or nothing when it fails or takes over a second. It blocks: not for what runs often. */
export function askProgram(file: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(file, args, {
    encoding: 'utf8',
    timeout: 1_000,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  return status === 0 ? stdout : undefined
}

function explain(error: ExecFileException, weKilledIt: boolean): Pick<RunError, 'failure' | 'exitCode' | 'systemCode'> {
  const quiet = { exitCode: null, systemCode: '' }
  if (typeof error.code === 'number') return { ...quiet, failure: 'exit', exitCode: error.code }
  if (error.name === 'AbortError') return { ...quiet, failure: 'aborted' }
  // Node types this code as a number and sets a word.
  const code: unknown = error.code
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return { ...quiet, failure: 'too_much_output' }
  if (typeof code === 'string') return { ...quiet, failure: 'not_started', systemCode: code }
  return { ...quiet, failure: weKilledIt ? 'timeout' : 'killed' }
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0]?.slice(0, 300) ?? ''
}

/** `Promise.withResolvers`, which Node 20 lacks: the command line starts there before it finds a newer one. */
function withResolvers<T>() {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
