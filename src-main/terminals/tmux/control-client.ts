import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { nameTerm } from './client-format.ts'
import { type Block, ControlParser } from './control-parser.ts'

/** Longest wait for an answer, in milliseconds. tmux answers within one; a server that does not is stopped or gone. */
const ANSWER_TIMEOUT = 5_000

/** How long a client may take to leave after it was told to, before it is killed. */
const LEAVE_TIMEOUT = 1_000

/** Number of lines the next answer must hold, given the answers so far; undefined when it is framed by its own end. */
export type Frame = (answers: readonly Block[]) => number | undefined

interface Request {
  /** What tmux prints behind the last answer. Random, so that nothing on a screen can be taken for it. */
  readonly token: string
  readonly frame: Frame | undefined
  readonly answers: Block[]
  readonly timer: Disposable
  resolve(answers: readonly Block[]): void
  reject(error: HubError): void
}

export interface ControlOptions {
  readonly tmux: string
  readonly socket: string
  /** Id of the session to attach to, such as `$3`. */
  readonly session: string
  readonly clock: Clock
  readonly onNotice: (line: string) => void
}

/**
 * One connection to one tmux server, in control mode. Commands go over its standard input, so no text is ever part of
 * a command line that others can see.
 *
 * It takes no output, has no size and brings no environment, so neither a window nor a session changes for anybody;
 * and it never starts a server.
 */
export class ControlClient implements AsyncDisposable {
  /** Resolves once commands can be run; never when it fails, for which see `closed`. */
  readonly attached: Promise<void>
  /** Resolves, with the reason, once the connection is of no use any more. */
  readonly closed: Promise<string>
  readonly pid: number | undefined
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #clock: Clock
  readonly #requests: Request[] = []
  readonly #exited: Promise<void>
  #ended: string | undefined
  #corked = false
  #close: (reason: string) => void = () => undefined

  constructor(options: ControlOptions) {
    this.#clock = options.clock
    this.closed = new Promise(resolve => (this.#close = resolve))
    this.#process = startClient(options)
    this.pid = this.#process.pid
    let attach: () => void = () => undefined
    this.attached = new Promise(resolve => (attach = resolve))
    const parser = new ControlParser({
      block: block => this.#answer(block),
      notice: line => {
        if (line.startsWith('%session-changed ')) attach()
        options.onNotice(line)
      },
      expectedLines: () => this.#requests[0]?.frame?.(this.#requests[0].answers),
    })
    this.#exited = new Promise(resolve => {
      this.#process.once('close', () => resolve())
      this.#process.once('error', error => {
        this.#end(`tmux cannot be run: ${error.message}`)
        resolve()
      })
    })
    this.#process.once('close', () => this.#end('tmux closed the connection'))
    this.#process.stdin.on('error', () => this.#end('tmux takes no more commands'))
    this.#process.stdout.on('data', (bytes: Buffer) => {
      try {
        parser.push(bytes)
      } catch (error) {
        this.drop(`the answer of tmux makes no sense: ${String(error)}`)
      }
    })
  }

  /**
   * Runs commands written on one line and returns what each answered, in order. Several calls may be under way.
   *
   * @throws HubError `terminal` when no answer comes; whether the commands were run is then unknown
   */
  run(line: string, frame?: Frame): Promise<readonly Block[]> {
    // An empty line would make tmux detach, a second line would be a command of its own.
    if (line === '' || /[\n\r\0]/.test(line)) throw new Error('a tmux command is exactly one line')
    if (this.#ended !== undefined) return Promise.reject(unanswered(this.#ended))
    const token = randomBytes(16).toString('hex')
    return new Promise((resolve, reject) => {
      const timer = this.#clock.after(ANSWER_TIMEOUT, () => this.drop('tmux does not answer'))
      this.#requests.push({ token, frame, answers: [], timer, resolve, reject })
      this.#write(`${line}\ndisplay-message -p ${token}\n`)
    })
  }

  /** Gives the connection up at once; everything under way fails. */
  drop(reason: string): void {
    this.#end(reason)
    this.#process.kill('SIGKILL')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end('the hub let go of it')
    this.#process.stdin.end()
    using _ = this.#clock.after(LEAVE_TIMEOUT, () => this.#process.kill('SIGKILL'))
    await this.#exited
  }

  /** Everything asked for in the same turn of the event loop leaves in one write. */
  #write(text: string): void {
    const { stdin } = this.#process
    if (!this.#corked) {
      this.#corked = true
      stdin.cork()
      process.nextTick(() => {
        this.#corked = false
        stdin.uncork()
      })
    }
    stdin.write(text)
  }

  #answer(block: Block): void {
    const request = this.#requests[0]
    if (request === undefined) return
    if (block.lines.length !== 1 || block.lines[0] !== request.token) {
      request.answers.push(block)
      return
    }
    this.#requests.shift()
    request.timer[Symbol.dispose]()
    request.resolve(request.answers)
  }

  #end(reason: string): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    for (const request of this.#requests.splice(0)) {
      request.timer[Symbol.dispose]()
      request.reject(unanswered(reason))
    }
    this.#close(reason)
  }
}

function unanswered(reason: string): HubError {
  return new HubError('terminal', `No answer: ${reason}.`)
}

/**
 * A session of its own keeps a Ctrl-C meant for the hub away from it; when the hub dies, its standard input ends and
 * with it the client. `-E` and the small environment leave the session's environment as it is.
 */
function startClient({ tmux, socket, session }: ControlOptions): ChildProcessByStdio<Writable, Readable, null> {
  const attach = ['attach-session', '-E', '-f', 'ignore-size,no-output', '-t', session]
  return spawn(tmux, ['-N', '-u', '-S', socket, '-C', ...attach], {
    stdio: ['pipe', 'pipe', 'ignore'],
    cwd: '/',
    detached: true,
    env: clientEnvironment(),
  })
}

/** Just what the tmux program needs to run. */
export function clientEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '/usr/bin:/bin', HOME = '/' } = process.env
  return { PATH, HOME, TERM: nameTerm(process.pid) }
}
