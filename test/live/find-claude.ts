import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The version the facts were measured on. Never `latest`: a test must say what it was true for. */
const CLAUDE_VERSION = '2.1.329'

/** A real Claude Code to run, or why there is none. */
export type FoundClaude =
  | { readonly kind: 'found'; readonly binary: string; readonly version: string }
  | { readonly kind: 'missing'; readonly why: string }

/**
 * What `CLAUDE_BINARY` names, else the pinned version from npm in a cache folder of its own, outside the project's
 * dependencies; installed there at the first call (about 250 MB).
 */
export async function findClaude(): Promise<FoundClaude> {
  const given = process.env['CLAUDE_BINARY']
  if (given !== undefined && given !== '') return ask(given)
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'claude-comms', CLAUDE_VERSION)
  const binary = join(
    folder,
    'node_modules',
    '@anthropic-ai',
    `claude-code-${process.platform}-${process.arch}`,
    'claude',
  )
  if (!existsSync(binary)) {
    const failed = await install(folder)
    if (failed !== undefined) return { kind: 'missing', why: failed }
  }
  return ask(binary)
}

async function install(folder: string): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true })
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--no-save']
  try {
    await run('npm', ['install', ...options, `@anthropic-ai/claude-code@${CLAUDE_VERSION}`], { timeout: 600_000 })
    return undefined
  } catch (error) {
    return `Claude Code ${CLAUDE_VERSION} could not be installed: ${(error as Error).message.split('\n')[0]}`
  }
}

async function ask(binary: string): Promise<FoundClaude> {
  try {
    const { stdout } = await run(binary, ['--version'], { timeout: 30_000 })
    return { kind: 'found', binary, version: stdout.trim().split(' ')[0] ?? '' }
  } catch (error) {
    return { kind: 'missing', why: `${binary} does not run: ${(error as Error).message.split('\n')[0]}` }
  }
}
