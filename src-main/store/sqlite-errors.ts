import Database from 'better-sqlite3'
import { HubError } from '#contract/errors.ts'

/** Codes (with every longer one that starts so) which mean: the disk or the file failed, not the statement. */
const STORAGE_CODES = [
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_NOMEM',
  'SQLITE_PROTOCOL',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
]

/** SQLite's own name for what went wrong, or undefined when the error is not SQLite's. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined
}

export function isStorageFailure(error: unknown): boolean {
  const code = sqliteCode(error)
  return code !== undefined && STORAGE_CODES.some(known => code.startsWith(known))
}

export function isDiskFull(error: unknown): boolean {
  return sqliteCode(error) === 'SQLITE_FULL'
}

export function isCorruption(error: unknown): boolean {
  const code = sqliteCode(error)
  return code !== undefined && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
}

/** What a caller hears when its write could not be kept. */
export function storageError(cause: unknown): HubError {
  const code = sqliteCode(cause) ?? 'unknown'
  if (isDiskFull(cause)) return diskFullError(cause)
  return new HubError('storage', `The database could not be written (${code}); nothing was accepted.`, {
    hint: 'Nothing is lost that was accepted before. Check the disk, then try again.',
    data: { sqlite: code },
    cause,
  })
}

/** The disk is full: only what cannot wait is still written, out of the reserve. */
export function diskFullError(cause?: unknown): HubError {
  return new HubError('storage', 'The disk is full; nothing was accepted.', {
    hint: 'Free some space and try again. What was accepted before is kept.',
    data: { sqlite: 'SQLITE_FULL' },
    ...(cause === undefined ? {} : { cause }),
  })
}
