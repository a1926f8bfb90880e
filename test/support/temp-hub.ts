import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { HubClient } from '#client/calls.ts'
import { createClient } from '#client/client.ts'
import { withoutSessionMarks } from '#client/hub-environment.ts'
import { socketLink } from '#client/socket-link.ts'
import type { Link } from '#client/link.ts'
import { PROGRAM } from './program.ts'
import { startTmuxServer, type TmuxServer } from './tmux-server.ts'

const PROFILE = fileURLToPath(new URL('recorder.profile.json', import.meta.url))

export interface TempHubOptions {
  /** Server whose panes the hub sees; one of its own when left out, which ends with the hub. */
  readonly tmux?: TmuxServer
  /** What `config.json` says. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** More environment for the hub's process. */
  readonly env?: NodeJS.ProcessEnv
  /** File to run as `comms`; the sources when left out. */
  readonly main?: string
}

/** A hub in a process of its own, with a state folder and a tmux of its own. */
export interface TempHub extends AsyncDisposable {
  readonly home: string
  readonly tmux: TmuxServer
  /** Calls by `hub.sock`, as the owner. */
  readonly client: HubClient
  /** Calls by `agent.sock`, as an agent that the hub cannot place. */
  readonly agents: HubClient
  /** The link of `client`, for the stream of events. */
  readonly link: Link
  /** Process id of the hub that runs now. */
  readonly pid: number
  /** Kills the hub's process in the middle of whatever it does, and waits until it is gone. */
  kill9(): Promise<void>
  /** Ends the hub in good order. */
  stop(): Promise<void>
  /** Starts a hub on the same folder, ending the one that runs in good order first. */
  restart(): Promise<void>
  /** Lines of the hub's log that tell of a bug. */
  bugs(): Promise<readonly string[]>
}

/** Starts a hub that knows the recorder's profile, and resolves when it answers. */
export async function startTempHub(options: TempHubOptions = {}): Promise<TempHub> {
  await using opened = new AsyncDisposableStack()
  const home = await makeHome(options.settings)
  opened.defer(() => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))
  const tmux = options.tmux ?? opened.use(await startTmuxServer())
  const start = () => startProcess(options.main ?? PROGRAM, home, { ...tmux.env, ...options.env })
  const link = socketLink(join(home, 'hub.sock'))
  let running = await start()
  opened.defer(() => end(running, 'SIGTERM'))
  const owned = opened.move()

  return {
    home,
    tmux,
    client: createClient(link),
    agents: createClient(socketLink(join(home, 'agent.sock'))),
    link,
    get pid() {
      return running.pid ?? 0
    },
    kill9: () => end(running, 'SIGKILL'),
    stop: () => end(running, 'SIGTERM'),
    async restart() {
      await end(running, 'SIGTERM')
      running = await start()
    },
    async bugs() {
      const log = await readFile(join(home, 'logs', 'hub.log'), 'utf8').catch(() => '')
      return log.split('\n').filter(line => line.includes('"level":"error"'))
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** Mode 0700, as `mkdtemp` makes it; a short path, because sockets lie in it. */
async function makeHome(settings: TempHubOptions['settings']): Promise<string> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'comms-h-')))
  await mkdir(join(home, 'agents'), { mode: 0o700 })
  await copyFile(PROFILE, join(home, 'agents', 'recorder.json'))
  if (settings !== undefined) await writeFile(join(home, 'config.json'), JSON.stringify(settings), { mode: 0o600 })
  return home
}

/** Its one line on standard output says that both doors are open. */
async function startProcess(main: string, home: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main, 'up', '--json', '--home', home], {
    cwd: home,
    env: withoutSessionMarks(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A test run that is broken off takes its hubs along.
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  child.once('exit', () => process.off('exit', killWithUs))
  const said = text(child.stderr)
  const answer = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  if (!(answer[0] instanceof Uint8Array)) throw new Error(`the hub ended at once (${answer[0]}): ${await said}`)
  child.stdout.resume()
  return child
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const lastResort = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended.finally(() => clearTimeout(lastResort))
}
