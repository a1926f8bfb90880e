import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runCommandLine } from '#cli/run.ts'
import { PROGRAM } from '../support/program.ts'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly home: string
  readonly input?: string | Buffer
  readonly env?: NodeJS.ProcessEnv
  /** Pretends that the outputs are terminals of this many columns. */
  readonly columns?: number
}

/** One command line, in this process, with streams of its own. */
export async function comms(argv: readonly string[], options: RunOptions): Promise<Ran> {
  const [stdout, stderr] = [fakeTerminal(options.columns), fakeTerminal(options.columns)]
  const outputs = Promise.all([text(stdout), text(stderr)])
  const code = await runCommandLine(argv, {
    env: { COMMS_HOME: options.home, ...options.env },
    mainFile: PROGRAM,
    stdin: () => Readable.from([Buffer.from(options.input ?? '')]) as unknown as NodeJS.ReadStream,
    stdout,
    stderr,
  })
  stdout.end()
  stderr.end()
  const [out, err] = await outputs
  return { code, stdout: out, stderr: err }
}

function fakeTerminal(columns: number | undefined): NodeJS.WriteStream {
  return Object.assign(new PassThrough(), { isTTY: columns !== undefined, columns }) as unknown as NodeJS.WriteStream
}

/** The real program in a process of its own; ended with the block that holds it. */
export function spawnComms(argv: readonly string[], { home, env = {} }: Pick<RunOptions, 'home' | 'env'>) {
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    env: { PATH: process.env['PATH'], HOME: home, COMMS_HOME: home, TMUX_TMPDIR: home, ...env },
  })
  return {
    child,
    async ended(): Promise<Ran> {
      const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
      return { code: code as number, stdout, stderr }
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  }
}
