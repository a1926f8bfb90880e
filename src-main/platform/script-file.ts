import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from 'node:fs'

/** Far above any real script; a bigger file is something else. */
const SIZE_LIMIT = 1024 * 1024
/** Rights of others that let them change what would run here. */
const OTHERS_MAY_WRITE = 0o022

export type ScriptFileReading =
  | {
      readonly kind: 'read'
      readonly bytes: Buffer
      /** SHA-256 in hexadecimal. */
      readonly hash: string
      /** Null when the file is no text (a compiled script). */
      readonly text: string | null
    }
  | { readonly kind: 'refused'; readonly message: string }

/**
 * Reads a script once, from one open handle, so that what was checked, what is shown and what runs are the same bytes.
 * Refuses a link, a file of somebody else, and one that others may write; `trusted` files (our own package's) need only
 * be files.
 */
export function readScriptFile(path: string, { trusted }: { readonly trusted: boolean }): ScriptFileReading {
  let fd: number | undefined
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const stats = fstatSync(fd)
    const trouble = findTrouble(stats, trusted)
    if (trouble !== undefined) return refused(trouble)
    const bytes = readFileSync(fd)
    return { kind: 'read', bytes, hash: createHash('sha256').update(bytes).digest('hex'), text: textOf(bytes) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return refused(code === 'ELOOP' ? 'is a symbolic link; put the file itself here' : `cannot be read (${code})`)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** Whether a folder is one whose files may be run: a real one of ours that nobody else may change; else why not. */
export function checkScriptFolder(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isDirectory()) return 'is not a folder'
  return whoseTrouble(stats)
}

function findTrouble(stats: Stats, trusted: boolean): string | undefined {
  if (!stats.isFile()) return 'is not a file'
  if (stats.size > SIZE_LIMIT) return `is larger than ${SIZE_LIMIT / 1024} KB`
  return trusted ? undefined : whoseTrouble(stats)
}

function whoseTrouble(stats: Stats): string | undefined {
  const me = process.geteuid?.() ?? stats.uid
  if (stats.uid !== me) return `belongs to user ${stats.uid}, not to you (${me})`
  if ((stats.mode & OTHERS_MAY_WRITE) !== 0) return 'can be changed by other users; chmod go-w makes it yours alone'
  return undefined
}

function refused(message: string): ScriptFileReading {
  return { kind: 'refused', message }
}

function textOf(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
