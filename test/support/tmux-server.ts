import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execFileAsync = promisify(execFile)

export interface SessionOptions {
  readonly name?: string
  readonly columns?: number
  readonly rows?: number
  readonly cwd?: string
}

/** A private tmux server in a private folder. It starts with its first session and ends with it, or when disposed. */
export interface TmuxServer extends AsyncDisposable {
  /** Value for `TMUX_TMPDIR`. */
  readonly folder: string
  /** Where its sockets are: `<folder>/tmux-<uid>`. */
  readonly socketFolder: string
  readonly socket: string
  /** Environment in which a plain `tmux` talks to this server. */
  readonly env: NodeJS.ProcessEnv
  /** Runs a tmux command and returns what it prints, without the last newline. */
  run(...args: readonly string[]): Promise<string>
  /** Starts a session that runs a program, and returns the id of its pane, such as `%0`. */
  newSession(command: readonly string[], options?: SessionOptions): Promise<`%${number}`>
  /** Ends the server and waits until its process is gone. The folder stays, so that a new one can be started. */
  kill(): Promise<void>
}

export async function startTmuxServer(name = 'default'): Promise<TmuxServer> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'comms-tmux-')))
  const socketFolder = join(folder, `tmux-${process.getuid?.()}`)
  await mkdir(socketFolder, { mode: 0o700 })
  const socket = join(socketFolder, name)
  const { TMUX: _, TMUX_PANE: __, ...rest } = process.env
  const env = { ...rest, TMUX_TMPDIR: folder }

  async function run(...args: readonly string[]): Promise<string> {
    const { stdout } = await execFileAsync('tmux', ['-u', '-S', socket, '-f', '/dev/null', ...args], { env })
    return stdout.replace(/\n$/, '')
  }

  async function newSession(command: readonly string[], options: SessionOptions = {}): Promise<`%${number}`> {
    const { name: session, columns = 100, rows = 30, cwd = folder } = options
    const named = session === undefined ? [] : ['-s', session]
    const size = ['-x', String(columns), '-y', String(rows)]
    // tmux hands a single word to a shell; with `env` in front it is always run as it is.
    const program = command.length === 1 ? ['env', ...command] : command
    const pane = await run(
      'new-session',
      '-d',
      ...named,
      ...size,
      '-c',
      cwd,
      '-P',
      '-F',
      '#{pane_id}',
      '--',
      ...program,
    )
    return pane as `%${number}`
  }

  async function kill(): Promise<void> {
    const pid = Number(await run('-N', 'display-message', '-p', '#{pid}').catch(() => ''))
    if (!(pid > 0)) return
    await run('-N', 'kill-server').catch(() => '')
    const deadline = Date.now() + 3_000
    while (await isAlive(pid)) {
      if (Date.now() > deadline) killOutright(pid)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  return {
    folder,
    socketFolder,
    socket,
    env,
    run,
    newSession,
    kill,
    async [Symbol.asyncDispose]() {
      await kill()
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}

/** It may end by itself just now. */
function killOutright(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** A process that has ended but was not fetched by its parent yet counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/^\d+ \(.*\) Z/s.test(stat)
}
