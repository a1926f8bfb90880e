import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '#domain/ports.ts'
import { readRow, type RegistryRow } from '../registry/read-row.ts'

/** A session of Claude Code without a terminal, in a home of its own, that can reach nothing but a stand-in. */
export interface TrialSession extends AsyncDisposable {
  readonly configFolder: string
  /** What it registered of itself, once it has an inbox. */
  readonly row: RegistryRow
  /** Says something to it as its user does. */
  say(text: string): void
}

export interface TrialSessionParts {
  /** Claude Code's program, absolute. */
  readonly file: string
  /** Address of the stand-in for the model's service. */
  readonly service: string
  readonly clock: Clock
}

/** How long a session may take to come up, and to go, and how often it is looked for (ms). */
const UP_WITHIN = 30_000
const GONE_WITHIN = 3_000
const LOOK_EVERY = 100

const WORDS = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose']

/** Resolves with the session, or with why there is none. */
export async function startTrialSession({ file, service, clock }: TrialSessionParts): Promise<TrialSession | string> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'comms-trial-')))
  const work = join(home, 'work')
  mkdirSync(work)
  const child = spawn(file, WORDS, {
    cwd: work,
    env: environment(home, service),
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const words: Buffer[] = []
  child.stderr.on('data', (piece: Buffer) => words.length < 10 && words.push(piece))
  child.stdin.on('error', () => {})
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('exit', code => resolve(`it ended with ${code ?? 'a signal'}: ${firstLine(words)}`))
  })
  async function close(): Promise<void> {
    signal(child, 'SIGTERM')
    await Promise.race([ended, clock.sleep(GONE_WITHIN)])
    signal(child, 'SIGKILL')
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  const configFolder = join(home, '.claude')
  const row = await Promise.race([ended, findRow(join(configFolder, 'sessions'), clock)])
  if (typeof row === 'string') return close().then(() => row)
  return {
    configFolder,
    row,
    say: text => child.stdin.write(`${JSON.stringify({ type: 'user', message: { role: 'user', content: text } })}\n`),
    [Symbol.asyncDispose]: close,
  }
}

/** Nothing of ours and nothing of a person's: no account, no settings, no way out but the stand-in. */
function environment(home: string, service: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    DISABLE_TELEMETRY: '1',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ANTHROPIC_BASE_URL: service,
    ANTHROPIC_API_KEY: 'not-a-key',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1',
  }
}

async function findRow(folder: string, clock: Clock): Promise<RegistryRow | string> {
  const until = clock.monotonic() + UP_WITHIN
  while (clock.monotonic() < until) {
    const row = namesIn(folder)
      .map(name => readRow(folder, name))
      .find(each => typeof each?.messagingSocketPath === 'string')
    if (row !== undefined) return row
    await clock.sleep(LOOK_EVERY)
  }
  return `it opened no inbox within ${UP_WITHIN / 1_000} s`
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** It leads a group of its own: what it started goes with it. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name)
  } catch {
    // It has gone by itself.
  }
}

function firstLine(pieces: readonly Buffer[]): string {
  return Buffer.concat(pieces).toString('utf8').trim().split('\n', 1)[0]?.slice(0, 200) ?? ''
}
