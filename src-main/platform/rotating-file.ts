import { closeSync, constants, fchmodSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'
import { HubError } from '#contract/errors.ts'

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants

export interface RotatingFile extends Disposable {
  /** Appends; never throws. What cannot be written now is lost and counted; after closing nothing is written. */
  write(text: string): void
  /** Pieces of text lost so far. */
  readonly lost: number
}

export interface RotationLimits {
  /** Size at which the file is put aside as `<path>.1`, in bytes. */
  readonly size: number
  /** Files put aside that are kept. */
  readonly keep: number
}

/**
 * Opens a file for appending, readable by its user only, that never grows past its limit.
 *
 * @throws HubError `unfit` when it cannot be opened now; later trouble is counted
 */
export function openRotatingFile(
  path: string,
  { size: limit, keep }: RotationLimits = { size: 10 * 1024 * 1024, keep: 3 },
): RotatingFile {
  let file: { fd: number; size: number } | undefined = openFirst(path)
  let lost = 0
  let isClosed = false

  function append(text: string): void {
    const bytes = Buffer.from(text)
    if (file && file.size > 0 && file.size + bytes.length > limit) {
      closeSync(file.fd)
      file = undefined
      shift(path, keep)
    }
    // Also the way back after a folder was away for a while.
    file ??= openToAppend(path)
    file.size += writeSync(file.fd, bytes)
  }

  return {
    write(text) {
      if (isClosed) return
      try {
        append(text)
      } catch {
        lost++
      }
    },
    get lost() {
      return lost
    },
    [Symbol.dispose]() {
      isClosed = true
      if (file) closeSync(file.fd)
      file = undefined
    },
  }
}

/** `hub.log.2` becomes `hub.log.3`, and so on down to the file itself; the oldest is overwritten. */
function shift(path: string, keep: number): void {
  for (let number = keep; number > 0; number--) {
    try {
      renameSync(number === 1 ? path : `${path}.${number - 1}`, `${path}.${number}`)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

function openFirst(path: string) {
  try {
    return openToAppend(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new HubError('unfit', `The log ${path} cannot be opened (${code})`, {
      hint: 'Move away what is there, and make sure the disk can be written',
      data: { path, code },
      cause,
    })
  }
}

function openToAppend(path: string) {
  // Not blocking, so that a pipe under this name is an error and not a wait without end.
  const fd = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600)
  fchmodSync(fd, 0o600)
  return { fd, size: fstatSync(fd).size }
}
