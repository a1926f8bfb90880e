import { chmodSync, closeSync, lstatSync, openSync, statSync, type Stats } from 'node:fs'
import { HubError } from '#contract/errors.ts'

/** Only its owner may read or write the file. */
export const PRIVATE_MODE = 0o600

/**
 * Makes sure that `path` is an ordinary file of ours which nobody else may open; creates it empty when it is missing.
 * SQLite gives `-wal` and `-shm` the mode of the database itself, so this must happen before the database is opened.
 * A link is refused: whoever can plant one would choose where our data goes.
 */
export function ensurePrivateFile(path: string): void {
  const found = lstatOrUndefined(path)
  if (found === undefined) {
    createPrivateFile(path)
    return
  }
  if (!found.isFile()) {
    throw new HubError('unfit', `${path} is not an ordinary file.`, {
      hint: 'Move it away; the hub makes a new one.',
      data: { path },
    })
  }
  makePrivate(path)
}

/** Takes away everybody else's rights; a file that is missing is no failure. */
export function makePrivate(path: string): void {
  const found = lstatOrUndefined(path)
  if (found?.isFile() === true && (found.mode & 0o777) !== PRIVATE_MODE) chmodSync(path, PRIVATE_MODE)
}

/** Size in bytes, or 0 when there is no such file. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', PRIVATE_MODE))
  } catch (cause) {
    throw new HubError('unfit', `The database ${path} cannot be created.`, {
      hint: 'Check that its folder exists, that you may write there, and that the disk is not full.',
      data: { path },
      cause,
    })
  }
}

function lstatOrUndefined(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}
