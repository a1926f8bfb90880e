import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HubError } from '#contract/errors.ts'
import { readSettings } from './merge.ts'

/** Settings above this many bytes are no settings. */
const LARGEST = 2 * 1024 * 1024

/** A settings file as it is now; `text` is null when there is none. */
export interface SettingsFile {
  /** Behind any link, so that a link stays one. */
  readonly path: string
  readonly text: string | null
  readonly digest: string
}

/** @throws HubError `not_found` without a configuration folder, `unfit` for a file we would not understand */
export function readSettingsFile(configFolder: string): SettingsFile {
  if (!statSync(configFolder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new HubError('not_found', `There is no folder ${configFolder}`, {
      hint: 'Start Claude Code once, or set CLAUDE_CONFIG_DIR to its folder.',
      data: { what: 'folder', name: configFolder },
    })
  }
  const named = join(configFolder, 'settings.json')
  const path = existsSync(named) ? realpathSync(named) : named
  const text = existsSync(path) ? readText(path) : null
  return { path, text, digest: digestOf(text) }
}

export function digestOf(text: string | null): string {
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex')
}

/** In one step, with the mode it had: a reader sees the old text or the new. */
export function writeSettingsFile(path: string, text: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0o600
  const draft = `${path}.comms-${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, text, { mode: mode & 0o777, flag: 'wx', flush: true })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw new HubError('unfit', `${path} cannot be written (${(error as NodeJS.ErrnoException).code})`, {
      hint: 'Nothing was changed.',
      data: { path },
      cause: error,
    })
  }
}

function readText(path: string): string {
  const { size } = statSync(path)
  if (size > LARGEST) throw unfit(path, `it has ${size} bytes`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
    JSON.parse(text)
  } catch (error) {
    throw unfit(
      path,
      error instanceof SyntaxError ? `it is not JSON: ${error.message}` : 'it cannot be read as text',
      error,
    )
  }
  try {
    readSettings(text)
  } catch (error) {
    throw unfit(path, 'its hooks or status line have a shape this program does not know', error)
  }
  return text
}

function unfit(path: string, why: string, cause?: unknown): HubError {
  return new HubError('unfit', `${path} was left untouched: ${why}`, {
    hint: 'Correct the file, then try again.',
    data: { path },
    cause,
  })
}
