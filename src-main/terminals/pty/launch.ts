import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { HubError } from '#contract/errors.ts'

/** A program to start in a session of our own. */
export interface LaunchRequest {
  /** The program and its arguments; run as it is, never through a shell. */
  readonly command: readonly string[]
  /** Absolute folder to start in. */
  readonly cwd: string
  /** Name to offer for the session; made unique. The program's base name when left out. */
  readonly name?: string
  readonly columns: number
  readonly rows: number
  /** Environment in full: nothing of the hub's own is added. */
  readonly environment: Readonly<Record<string, string>>
}

/** Arguments and environment together, in bytes; kernels refuse a little above it, and only after the fork. */
const LARGEST_LAUNCH = 256 * 1024

/** One string, in bytes: Linux takes no longer one. */
const LARGEST_STRING = 128 * 1024 - 1

/** Where a program is looked for when its environment has no PATH. */
const PATH_WITHOUT_PATH = '/usr/bin:/bin'

/**
 * Tells before anything is started what would make the start fail, because behind the fork a failure is only a session
 * that ends at once. Fails with `bad_request` for what can never run and `terminal` for what is not there now.
 */
export async function checkLaunch(request: LaunchRequest): Promise<void> {
  checkSize(request.columns, request.rows)
  checkStrings(request)
  if (!(await isFolder(request.cwd))) {
    throw new HubError('terminal', 'The folder to start in is not there.', { data: { cwd: request.cwd } })
  }
  if (!(await isRunnable(request))) {
    throw new HubError('terminal', 'The program is not there, or may not be run.', {
      hint: 'Give its absolute path, or put its folder on the PATH of the environment you give.',
      data: { command: request.command[0] },
    })
  }
}

/** Fails with `bad_request` unless a terminal can have that many columns and rows. */
export function checkSize(columns: number, rows: number): void {
  const fits = (count: number, most: number) => Number.isInteger(count) && count >= 1 && count <= most
  if (!fits(columns, 1_000) || !fits(rows, 500)) {
    throw new HubError('bad_request', 'A terminal has 1 to 1000 columns and 1 to 500 rows.', {
      data: { columns, rows },
    })
  }
}

function checkStrings({ command, cwd, environment }: LaunchRequest): void {
  if (command.length === 0 || command[0] === '') throw new HubError('bad_request', 'There is no program to start.')
  if (!isAbsolute(cwd)) throw new HubError('bad_request', 'The folder to start in must be absolute.', { data: { cwd } })
  if (Object.keys(environment).some(name => name === '' || name.includes('='))) {
    throw new HubError('bad_request', 'The name of an environment variable is empty or holds "=".')
  }
  const strings = [cwd, ...command, ...Object.entries(environment).map(([name, value]) => `${name}=${value}`)]
  if (strings.some(text => text.includes('\0'))) {
    throw new HubError('bad_request', 'A NUL character would cut an argument or variable short.')
  }
  const sizes = strings.map(text => Buffer.byteLength(text) + 1)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total > LARGEST_LAUNCH || sizes.some(size => size > LARGEST_STRING)) {
    throw new HubError('bad_request', 'Arguments and environment are too large.', {
      data: { size: total, limit: LARGEST_LAUNCH },
    })
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}

async function isRunnable({ command, cwd, environment }: LaunchRequest): Promise<boolean> {
  const program = command[0] ?? ''
  const folders = program.includes('/') ? ['.'] : (environment['PATH'] ?? PATH_WITHOUT_PATH).split(':')
  for (const folder of folders) {
    if (await isProgram(resolve(cwd, folder, program))) return true
  }
  return false
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
