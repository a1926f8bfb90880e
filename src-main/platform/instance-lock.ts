import { accessSync, chmodSync, constants, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { HubError } from '#contract/errors.ts'
import { readHubRecord, type HubRecord } from './hub-record.ts'
import { writePrivateFile } from './private-file.ts'
import { shellWord } from './shell-word.ts'
import type { StateFolder } from './state-folder.ts'

/** One attempt, in milliseconds. In a crowd two starters can refuse each other; SQLite tries again within this time. */
const ATTEMPT = 200
/** Attempts while the lock is taken and nobody alive claims it: a winner that has not written its record yet. */
const ATTEMPTS = 10

/**
 * Keeps every lock's handle reachable. A handle that only its `InstanceLock` knew would be closed by the garbage
 * collector once nobody looks at that object any more, and a second hub could start.
 */
const held = new Map<string, Database.Database>()

/** The right to be the one hub of a state folder; the system frees it the moment this process ends, however it ends. */
export interface InstanceLock extends Disposable {
  /** Tells clients something new, such as the port. */
  update(record: HubRecord): void
  /** False when somebody removed or replaced `lock.db` behind our back: a second hub may be running. */
  isStillHeld(): boolean
  release(): void
}

/**
 * Becomes the one hub of this state folder and writes `record` to `hub.json`. Blocks for up to two seconds.
 *
 * @throws HubError `already_running` with the holder's `pid` (null when it has not said); a stopped holder still holds
 * @throws HubError `unfit` when `lock.db` cannot serve as a lock
 */
export function acquireInstanceLock(folder: Pick<StateFolder, 'lockDb' | 'hubJson'>, record: HubRecord): InstanceLock {
  const { lockDb, hubJson } = folder
  if (held.has(lockDb)) throw alreadyRunning(process.pid)
  const db = openLockDb(lockDb)
  try {
    lock(db, folder)
    writePrivateFile(hubJson, JSON.stringify(record))
  } catch (error) {
    db.close()
    throw error instanceof HubError ? error : unfit(lockDb, error)
  }
  held.set(lockDb, db)
  const { dev, ino } = statSync(lockDb)

  function isStillHeld(): boolean {
    const now = statSync(lockDb, { throwIfNoEntry: false })
    return held.get(lockDb) === db && now?.ino === ino && now.dev === dev
  }

  function release(): void {
    if (held.get(lockDb) !== db) return
    // Before the lock goes: afterwards, and where the folder was replaced, the file may be the next hub's.
    if (isStillHeld()) rmSync(hubJson, { force: true })
    held.delete(lockDb)
    db.close()
  }

  return {
    update: next => writePrivateFile(hubJson, JSON.stringify(next)),
    isStillHeld,
    release,
    [Symbol.dispose]: release,
  }
}

function openLockDb(path: string): Database.Database {
  let db: Database.Database | undefined
  try {
    // By path and not by handle: opening and closing the file here would free a lock this process already has on it.
    if (statSync(path, { throwIfNoEntry: false })) chmodSync(path, 0o600)
    db = new Database(path, { timeout: ATTEMPT })
    chmodSync(path, 0o600)
    // On a file it may not write, SQLite takes a reader's lock without a word, and two hubs would share it.
    accessSync(path, constants.W_OK)
    return db
  } catch (cause) {
    db?.close()
    throw unfit(path, cause)
  }
}

function lock(db: Database.Database, { hubJson }: Pick<StateFolder, 'hubJson'>): void {
  for (let attempt = 1; ; attempt++) {
    try {
      db.exec('BEGIN EXCLUSIVE')
      return
    } catch (error) {
      if (!isBusy(error)) throw error
    }
    const holder = readHubRecord(hubJson)
    // Our own pid can only stand in a record left from before, when the number was another hub's.
    if (holder && holder.pid !== process.pid && isRunning(holder.pid)) throw alreadyRunning(holder.pid)
    if (attempt === ATTEMPTS) throw alreadyRunning(null)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function alreadyRunning(pid: number | null): HubError {
  const who = pid === null ? 'its process id is not known' : `pid ${pid}`
  return new HubError('already_running', `Claude Comms is already running (${who})`, {
    hint: 'Use it as it is, or stop it first: comms down',
    data: { pid },
  })
}

function unfit(path: string, cause: unknown): HubError {
  const { code } = cause as { code?: string }
  return new HubError('unfit', `The lock file ${path} cannot be used (${code ?? String(cause)})`, {
    hint: `Make sure the disk can be written, then remove the file while no hub runs: rm ${shellWord(path)}`,
    data: { path, code },
    cause,
  })
}
