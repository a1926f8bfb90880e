import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { setTimeout as pause } from 'node:timers/promises'
import { describe } from 'vitest'
import type { Session } from '#client/calls.ts'
import { ROOT } from '../architecture/source-tree.ts'
import { addressOf, seenAs } from '../support/panes.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { startTmuxServer, type TmuxServer } from '../support/tmux-server.ts'
import { findClaude } from './find-claude.ts'
import { startMockApi, type MockApi } from './mock-api.ts'

const MAIN = join(ROOT, 'src-main', 'cli', 'main.ts')
const KEY = 'sk-ant-dummy-000000000000000000000000-not-real'
const execute = promisify(execFile)
/** The view of the whole transcript, which Control-O opens and closes. */
export const VIEWER = /Showing detailed transcript/
const claude = await findClaude()

/** `describe`, skipped aloud where there is no Claude Code to run. */
export const describeLive: typeof describe | typeof describe.skip =
  claude.kind === 'found' ? describe : named(claude.why)

function named(why: string): typeof describe.skip {
  console.error(`NOT RUN: ${why}`)
  return describe.skip
}

/** Real sizes (50 tries, 100 typed messages) take minutes: `COMMS_LIVE=full`. */
export const IS_FULL = process.env['COMMS_LIVE'] === 'full'

export interface LaunchOptions {
  readonly mode?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Started with `comms run`, so that it is a session of the hub's own. */
  readonly shared?: boolean
}

/** A real Claude Code in a shell in a pane. */
export interface LiveSession {
  readonly name: string
  readonly address: string
  readonly pane: string
  /** Lines the pane shows. */
  screen(): Promise<string>
  /** Waits until the screen matches. */
  shows(pattern: RegExp, limit?: number): Promise<string>
  /** Waits until the screen does not match any more. */
  hides(pattern: RegExp): Promise<string>
  /** Types as a person does: text, and keys by their tmux names. */
  write(text: string): Promise<void>
  press(...keys: readonly string[]): Promise<void>
  /** Types a line and presses Return, as far apart as Claude Code needs to tell them from a paste. */
  say(text: string): Promise<void>
  /** Closes what is open, empties the composer, and waits until it is idle. */
  calm(): Promise<void>
  /** Starts it again in the same shell, with these arguments. */
  start(args: readonly string[]): Promise<void>
  /** What it registered of itself. */
  row(): Registered | undefined
  /** Waits until the hub shows it in this state. */
  is(state: Session['state']): Promise<Session | undefined>
}

/** The part of a registry row that tests look at. */
export interface Registered {
  readonly pid: number
  readonly kind: string
  readonly sessionId: string
  readonly status: string
  readonly waitingFor?: string
  readonly messagingSocketPath: string
  readonly name: string
}

/** A hub, a mock of the model, and a home folder in which Claude Code asks nothing at its start. */
export interface Bench extends AsyncDisposable {
  readonly hub: TempHub
  readonly tmux: TmuxServer
  readonly api: MockApi
  readonly home: string
  readonly project: string
  readonly version: string
  launch(name: string, options?: LaunchOptions): Promise<LiveSession>
  /** A command of Claude Code that needs no terminal; what it prints. */
  claude(...words: readonly string[]): Promise<string>
  /** Words the model was given since `from`, one text. */
  asked(from?: number): string
  /** The same with what hooks and Claude Code itself add to them. */
  told(from?: number): string
}

/** Nothing installed in Claude Code; the model is a mock on loopback, and every other way out leads nowhere. */
export async function startBench(): Promise<Bench> {
  if (claude.kind === 'missing') throw new Error(claude.why)
  const { binary, version } = claude
  await using opened = new AsyncDisposableStack()
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'comms-l-')))
  const running: number[] = []
  opened.defer(async () => {
    // One that is still at its end writes into its home once more.
    await Promise.all(running.map(pid => end(pid)))
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  })
  const project = join(home, 'project')
  mkdirSync(project)
  accept(home, project, version)
  const api = opened.use(await startMockApi())
  const tmux = opened.use(await startTmuxServer())
  // The server stays when a session is killed.
  await tmux.newSession(['sleep', '100000'], { cwd: project })
  const hub = opened.use(await startTempHub({ tmux }))
  const owned = opened.move()

  const environment = (extra: LaunchOptions['env'] = {}) => ({
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LANG: 'C.UTF-8',
    SHELL: '/bin/bash',
    USER: 'bench',
    PS1: 'shell$ ',
    DISABLE_TELEMETRY: '1',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ANTHROPIC_BASE_URL: api.url,
    ANTHROPIC_API_KEY: KEY,
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1,localhost',
    ...extra,
  })

  async function launch(name: string, options: LaunchOptions = {}): Promise<LiveSession> {
    const { mode = 'manual', args = [], env, shared = false } = options
    const variables = Object.entries(environment(env)).map(([key, value]) => `${key}=${value}`)
    const keep = ['TERM=xterm-256color', ...variables]
    // `env -i` would lose where it runs: tmux's own two variables are handed on by the shell in the pane.
    const shell = `exec env -i TMUX="$TMUX" TMUX_PANE="$TMUX_PANE" ${keep.map(quote).join(' ')} bash --norc --noprofile`
    const pane = await tmux.newSession(['bash', '-c', shell], { name, columns: 120, rows: 40, cwd: project })
    const session = sessionIn(name, pane, mode, shared)
    await session.shows(/shell\$/)
    await session.start(args)
    return session
  }

  function sessionIn(name: string, pane: string, mode: string, shared: boolean): LiveSession {
    let address = addressOf(pane)
    const front = shared ? [process.execPath, MAIN, '--home', hub.home, '--no-start', 'run', '--'] : []
    const screen = () => tmux.run('capture-pane', '-p', '-t', pane)
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await tmux.run('send-keys', '-t', pane, key)
    }
    const write = (text: string) => tmux.run('send-keys', '-t', pane, '-l', text).then(() => {})
    const sharedAddress = async () => {
      const { sessions } = await hub.client.sessions.list({})
      return sessions.find(({ backend, agent }) => backend === 'pty' && agent === name)?.address ?? ''
    }
    const row = () =>
      rowsIn(home).find(each => each.name === name && each.kind === 'interactive' && !hasEnded(each.pid))
    const shows = (pattern: RegExp, limit = 30_000) => until(screen, text => pattern.test(text), limit)
    const hides = (pattern: RegExp) => until(screen, text => !pattern.test(text))
    return {
      name,
      get address() {
        return address
      },
      pane,
      screen,
      shows,
      hides,
      write,
      press,
      async say(text) {
        await write(text)
        await pause(700)
        await press('Enter')
      },
      async calm() {
        if (row()?.status === 'waiting' || VIEWER.test(await screen())) await press('Escape')
        // A key that comes right behind Escape would make one key with it.
        await hides(VIEWER)
        await seenAs(hub, address, ({ state }) => state === 'idle')
        for (let left = 5; left > 0 && /^❯.\S/m.test((await screen()).split('\n').slice(-8).join('\n')); left--) {
          await press('C-u')
          await pause(200)
        }
      },
      async start(args) {
        const file = join(home, `${name}.sh`)
        const command = [...front, binary, '-n', name, '--permission-mode', mode, ...args].map(quote).join(' ')
        writeFileSync(file, `clear\n${command}\n`)
        chmodSync(file, 0o700)
        await write(`. ${file}`)
        await press('Enter')
        await shows(/^❯/m)
        if (shared) address = await until(sharedAddress, found => found !== '')
        await seenAs(hub, address, ({ kind, state }) => kind === 'claude' && state === 'idle')
      },
      row,
      is: state => seenAs(hub, address, session => session.state === state),
    }
  }

  return {
    hub,
    tmux,
    api,
    home,
    project,
    version,
    launch,
    async claude(...words) {
      const { stdout } = await execute(binary, words, { cwd: project, env: environment(), timeout: 60_000 })
      return stdout
    },
    asked: (from = 0) => joined(api.requests.slice(from).map(({ text }) => text)),
    told: (from = 0) => joined(api.requests.slice(from).map(({ whole }) => whole)),
    async [Symbol.asyncDispose]() {
      running.push(...rowsIn(home).map(({ pid }) => pid))
      if (existsSync(join(home, '.claude', 'jobs'))) {
        await execute(binary, ['daemon', 'stop', '--any'], { cwd: project, env: environment(), timeout: 60_000 })
      }
      await owned.disposeAsync()
    },
  }
}

/** Onboarding, key and folder trust accepted beforehand. */
function accept(home: string, project: string, version: string): void {
  mkdirSync(join(home, '.claude'))
  const trusted = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true, projectOnboardingSeenCount: 4 }
  const state = {
    hasCompletedOnboarding: true,
    lastOnboardingVersion: version,
    numStartups: 5,
    theme: 'dark',
    autoUpdates: false,
    bypassPermissionsModeAccepted: true,
    customApiKeyResponses: { approved: [KEY.slice(-20)], rejected: [] },
    projects: { [project]: { ...trusted, allowedTools: [], mcpServers: {} } },
  }
  writeFileSync(join(home, '.claude.json'), JSON.stringify(state))
}

function rowsIn(home: string): readonly Registered[] {
  const folder = join(home, '.claude', 'sessions')
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Registered)
  } catch {
    return []
  }
}

/** Waits until a process has ended; the one that does not is killed. */
async function end(pid: number): Promise<void> {
  await until(() => hasEnded(pid), Boolean, 10_000).catch(() => hasEnded(pid, 'SIGKILL'))
}

/** A killed process leaves its row behind. */
function hasEnded(pid: number, signal: 0 | 'SIGKILL' = 0): boolean {
  try {
    return !process.kill(pid, signal)
  } catch {
    return true
  }
}

/** Asks until `accept` is content; the last answer goes into the error. */
export async function until<Answer>(
  ask: () => Answer | Promise<Answer>,
  accept: (answer: Answer) => boolean,
  limit = 30_000,
): Promise<Answer> {
  const end = Date.now() + limit
  for (;;) {
    const answer = await ask()
    if (accept(answer)) return answer
    if (Date.now() > end) throw new Error(`after ${limit} ms still:\n${String(answer)}`)
    await pause(100)
  }
}

function joined(texts: readonly string[]): string {
  return texts.join('\n')
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
