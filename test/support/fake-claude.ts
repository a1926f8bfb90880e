import { spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  appendFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPane, seenAs, type Pane } from './panes.ts'
import type { TempHub } from './temp-hub.ts'

const PROGRAM = fileURLToPath(new URL('fake-claude.mjs', import.meta.url))

/** What a fake Claude Code does with a frame; see the program. */
export interface FakeClaudeOptions {
  readonly inbox?: 'take' | 'queue' | 'hold' | 'none'
  readonly version?: string
  readonly name?: string
  /** Session id to go on with, in the folder of one that ended. */
  readonly resume?: { readonly sessionId: string; readonly config: string }
}

/** A fake Claude Code in a pane, with a config folder of its own. */
export interface FakeClaude extends Pane, Disposable {
  readonly config: string
  readonly pid: number
  /** Frames it was sent, in order. */
  frames(): readonly {
    readonly msg_id: string
    readonly from: string
    readonly priority: string
    readonly message: { readonly content: string }
  }[]
  tell(line: string): void
}

/** Starts one, and waits until the hub shows it as idle. */
export async function openFakeClaude(hub: TempHub, options: FakeClaudeOptions = {}): Promise<FakeClaude> {
  const config = options.resume?.config ?? mkdtempSync(join(tmpdir(), 'cc-f-'))
  // Named as the real one: the profile knows it by its name.
  const program = join(config, 'claude')
  copyFileSync(PROGRAM, program)
  chmodSync(program, 0o755)
  const log = join(config, 'frames.log')
  const control = join(config, 'control')
  const variables = {
    CLAUDE_CONFIG_DIR: config,
    FAKE_INBOX: options.inbox ?? 'take',
    FAKE_CONTROL: control,
    FAKE_LOG: log,
    FAKE_VERSION: options.version ?? '2.1.329',
    ...(options.name !== undefined && { FAKE_NAME: options.name }),
  }
  const environment = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  const resume = options.resume === undefined ? [] : ['--resume', options.resume.sessionId]
  rmSync(control, { force: true })
  const command = ['env', ...environment, process.execPath, program, ...resume]
  const pane = await openPane(hub, command, ({ kind, state }) => kind === 'claude' && state === 'idle')
  const session = await seenAs(hub, pane.address, ({ kind }) => kind === 'claude')
  await hub.client.sessions.show({ target: pane.address })
  return {
    ...pane,
    config,
    pid: session?.pid ?? 0,
    frames: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map(line => JSON.parse(line) as ReturnType<FakeClaude['frames']>[number])
        : [],
    tell: line => appendFileSync(control, `${line}\n`),
    [Symbol.dispose]() {
      if (session !== undefined && isAlive(session.pid)) process.kill(session.pid, 'SIGKILL')
      rmSync(config, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}

/** One in the background, with no terminal: registered in the folder of another. */
export interface BackgroundClaude extends Disposable {
  readonly address: string
  readonly pid: number
  tell(line: string): void
}

export function startBackgroundClaude(
  { config }: Pick<FakeClaude, 'config'>,
  job: string,
  { resume }: { readonly resume?: string } = {},
): BackgroundClaude {
  const control = join(config, `control-${job}`)
  const env = { ...process.env, CLAUDE_CONFIG_DIR: config, FAKE_CONTROL: control, FAKE_JOB: job, FAKE_NAME: job }
  const resumed = resume === undefined ? [] : ['--resume', resume]
  const child = spawn(process.execPath, [join(config, 'claude'), ...resumed], { stdio: 'ignore', env })
  return {
    address: `claude:${job}`,
    pid: child.pid ?? 0,
    tell: line => appendFileSync(control, `${line}\n`),
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The session id it registered under. */
export function sessionIdOf({ config, pid }: Pick<FakeClaude, 'config' | 'pid'>): string {
  const name = readdirSync(join(config, 'sessions')).find(file => file === `${pid}.json`) ?? ''
  return (JSON.parse(readFileSync(join(config, 'sessions', name), 'utf8')) as { sessionId: string }).sessionId
}
