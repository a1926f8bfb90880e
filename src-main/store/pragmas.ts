import { HubError } from '#contract/errors.ts'
import type { Connection } from './handles.ts'

/** Older versions lose writes in WAL mode when a checkpoint and a reset of the log meet. */
const OLDEST_SQLITE = '3.51.3'

/** How long a statement waits for another process that holds the write lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000

/** The log is cut back to this after a checkpoint, in bytes; a burst must not keep its disk space for ever. */
const WAL_KEPT_BYTES = 16 * 1024 * 1024

/**
 * Pages in the log after which a commit moves it into the database. The more of them, the more often a page that
 * changes with every message is moved only once; more than the log keeps would make it grow and shrink.
 */
const CHECKPOINT_PAGES = 4_000

/**
 * Settings every connection needs, with the value it must answer afterwards. SQLite takes a setting it cannot honour
 * without a word, and WAL mode may come with `synchronous=NORMAL`, which loses acknowledged writes at a power cut.
 */
function settingsFor(
  platform: NodeJS.Platform,
): readonly (readonly [pragma: string, value: string, answer: unknown])[] {
  const fullFsync = platform === 'darwin' ? 1 : 0
  return [
    ['journal_mode', 'WAL', 'wal'],
    ['synchronous', 'FULL', 2],
    ['fullfsync', String(fullFsync), fullFsync],
    ['checkpoint_fullfsync', String(fullFsync), fullFsync],
    ['foreign_keys', 'ON', 1],
    ['trusted_schema', 'OFF', 0],
    ['busy_timeout', String(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS],
    // Each savepoint keeps what it may have to undo; without this, in a file made anew for every transaction.
    ['temp_store', 'MEMORY', 2],
    ['wal_autocheckpoint', String(CHECKPOINT_PAGES), CHECKPOINT_PAGES],
    ['journal_size_limit', String(WAL_KEPT_BYTES), WAL_KEPT_BYTES],
  ]
}

/** Sets everything a connection needs and reads it back. Fails with `unfit` when one setting did not take. */
export function configure(connection: Connection, platform: NodeJS.Platform = process.platform): void {
  for (const [pragma, value, answer] of settingsFor(platform)) {
    connection.pragma(`${pragma} = ${value}`)
    const actual = connection.pragma(pragma)
    if (actual !== answer) {
      throw new HubError('unfit', `The database cannot run with ${pragma} = ${value}; it answers ${String(actual)}.`, {
        hint: 'Keep the state folder on a local disk: network folders cannot hold the database.',
        data: { pragma, wanted: answer, actual },
      })
    }
  }
}

/** Fails with `unfit` on an SQLite that is older than `OLDEST_SQLITE`. */
export function checkSqliteVersion(version: string): void {
  if (isAtLeast(version, OLDEST_SQLITE)) return
  throw new HubError('unfit', `SQLite ${version} is too old: ${OLDEST_SQLITE} or newer is needed.`, {
    hint: 'Install the dependencies again: the database comes with them.',
    data: { version, oldest: OLDEST_SQLITE },
  })
}

function isAtLeast(version: string, oldest: string): boolean {
  const actual = version.split('.').map(Number)
  for (const [place, wanted] of oldest.split('.').map(Number).entries()) {
    const part = actual[place] ?? 0
    if (part !== wanted) return part > wanted
  }
  return true
}
