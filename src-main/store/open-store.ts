import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { backUp, listBackups } from './backup.ts'
import { Closers } from './closers.ts'
import { CommittedReads } from './committed-reads.ts'
import { ensurePrivateFile, makePrivate, sizeOf } from './files.ts'
import { GroupCommit, type WriteOptions } from './group-commit.ts'
import { Connection, type ReadDb, type WriteTx } from './handles.ts'
import { Intake, type Accepted, type Entrance } from './intake.ts'
import { hasMessage } from './messages.ts'
import { migrate, type Migration } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { checkSqliteVersion, configure } from './pragmas.ts'
import { Reserve } from './reserve.ts'
import { isCorruption, sqliteCode } from './sqlite-errors.ts'

/** The log should never grow this long, in bytes: somebody holds an old read open, or checkpoints fail. */
const WAL_ALARM_BYTES = 64 * 1024 * 1024

const RESERVE_BYTES = 8 * 1024 * 1024

export interface StoreOptions {
  /** Names the backup that is made before the schema changes. */
  readonly clock: Pick<Clock, 'now'>
  /** Hears what an `afterCommit` callback throws. Without it, the process ends on it like on any other bug. */
  readonly onError?: (error: unknown) => void
  /** Disk space kept back for a full disk, in bytes; 8 MiB when left out. */
  readonly reserveBytes?: number
  /** Other steps than the program's own, for tests of upgrades. */
  readonly migrations?: readonly Migration[]
}

/** What a checkpoint came to. `isAlarming` once the log is at `WAL_ALARM_BYTES` in spite of it. */
export interface CheckpointResult {
  readonly walBytes: number
  readonly isAlarming: boolean
}

/** Everything the hub keeps. One writer, one reader; whatever `write` resolved has reached the disk. */
export interface Store extends Disposable {
  /** Sees what is committed, never a transaction that is still open. */
  readonly read: ReadDb
  /**
   * Runs `work` in a transaction it shares with everything written in the same turn, and resolves with its value after
   * the commit. What it throws undoes this work alone and comes back as it is; a failing disk undoes the whole batch
   * and comes back as `storage`. The work must be synchronous.
   */
  write<T>(work: (tx: WriteTx) => T, options?: WriteOptions): Promise<T>
  /**
   * Keeps a message that is accepted, in one row, and resolves with true once it is on the disk; false, with nothing
   * kept, where its id is known. It is entered before the next read or other write.
   */
  take(accepted: Accepted): Promise<boolean>
  /** Says how such a message is entered in its tables. What an earlier run took in is entered now. */
  enterWith(entrance: Entrance): void
  /** True while the disk is full and only essential work is written. Ends by itself once there is room. */
  readonly isFull: boolean
  /** Size of the write-ahead log now, in bytes. */
  walBytes(): number
  /** Moves the log into the database as far as readers allow. Waits for nobody and never throws; call it on a timer. */
  checkpoint(): CheckpointResult
  /** Copies of the database, newest first. */
  backups(): readonly string[]
  /** Copies the database as it is now, keeps the newest three copies, and returns the path. Nothing else runs meanwhile. */
  backUp(): string
  /** What is wrong with the file, in SQLite's words; undefined when it is whole. Reads all of it. */
  findDamage(): string | undefined
}

/**
 * Opens the database at `path`, makes or upgrades its schema, and checks that it is whole. Fails with `unfit` when it
 * is corrupt, newer than this program, not ours, or cannot be opened with the settings that keep accepted messages.
 */
export function openStore(path: string, options: StoreOptions): Store {
  const opened = new Closers()
  try {
    return open(path, options, opened)
  } catch (error) {
    opened[Symbol.dispose]()
    throw sqliteCode(error) === undefined ? error : unusable(path, error)
  }
}

function open(path: string, options: StoreOptions, opened: Closers): Store {
  ensurePrivateFile(path)
  const writer = opened.add(new Connection(new Database(path)))
  prepareSchema(writer, path, options)
  const reader = opened.add(new Connection(new Database(path, { readonly: true })))
  configure(reader)
  for (const suffix of ['-wal', '-shm']) makePrivate(path + suffix)
  const reserve = new Reserve(join(dirname(path), 'reserve.bin'), options.reserveBytes ?? RESERVE_BYTES)
  const onError = options.onError ?? endProcess
  const commits: GroupCommit = opened.add(new GroupCommit(writer, reserve, batch => intake.prepare(batch), onError))
  const intake = opened.add(
    new Intake({
      read: reader,
      write: work => commits.writeIntake(work),
      commit: works => commits.commit(works),
      isKnown: hasMessage,
      onError,
    }),
  )
  const walBytes = (): number => sizeOf(`${path}-wal`)
  return {
    read: new CommittedReads(writer, reader, () => intake.enter()),
    write: (work, how) => commits.write(work, how),
    take: accepted => intake.take(accepted),
    enterWith: entrance => intake.enterWith(entrance),
    get isFull() {
      return reserve.isReleased
    },
    walBytes,
    checkpoint: () => checkpoint(writer, walBytes),
    backups: () => listBackups(path),
    backUp: () => backUp(reader, path, Number(reader.pragma('user_version')), options.clock.now()),
    findDamage: () => findDamage(reader),
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  }
}

function prepareSchema(writer: Connection, path: string, options: StoreOptions): void {
  const sqlite = writer.prepare('SELECT sqlite_version() AS version').get() as { version: string }
  checkSqliteVersion(sqlite.version)
  configure(writer)
  const trouble = findDamage(writer)
  if (trouble !== undefined) throw corrupt(path, trouble)
  migrate(writer, options.migrations ?? MIGRATIONS, schema => backUp(writer, path, schema, options.clock.now()))
}

function findDamage(connection: Connection): string | undefined {
  const found = connection.pragma('quick_check(1)')
  return found === 'ok' ? undefined : String(found)
}

/** PASSIVE, because the other kinds wait for readers and nothing else runs meanwhile; the next write resets the log. */
function checkpoint(writer: Connection, walBytes: () => number): CheckpointResult {
  try {
    writer.pragma('wal_checkpoint(PASSIVE)')
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error
  }
  const size = walBytes()
  return { walBytes: size, isAlarming: size >= WAL_ALARM_BYTES }
}

function unusable(path: string, error: unknown): HubError {
  if (isCorruption(error)) return corrupt(path, sqliteCode(error) ?? '', error)
  return new HubError('unfit', `The database ${path} cannot be opened (${sqliteCode(error)}).`, {
    hint: 'Check that the disk is not full, that the file is yours, and that nothing else holds it open.',
    data: { path, sqlite: sqliteCode(error) },
    cause: error,
  })
}

function corrupt(path: string, trouble: string, cause?: unknown): HubError {
  const backup = listBackups(path)[0] ?? null
  return new HubError('unfit', `The database ${path} is damaged: ${trouble}.`, {
    hint:
      backup === null
        ? 'Keep the file for a repair and move it away; there is no backup of it.'
        : `Move ${path}, ${path}-wal and ${path}-shm away together and keep them, then copy the newest backup to ${path}: ${backup}`,
    data: { path, backup, trouble },
    ...(cause === undefined ? {} : { cause }),
  })
}

function endProcess(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
