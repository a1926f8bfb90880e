import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { TranscriptEntry } from '#domain/transcript-ports.ts'
import { ensurePrivateFile } from './files.ts'
import { Connection } from './handles.ts'
import { configure } from './pragmas.ts'
import { isCorruption } from './sqlite-errors.ts'

/** How far one transcript has been read. */
export interface IndexedFile {
  readonly id: number
  readonly path: string
  readonly transcript: string
  readonly inode: number
  /** Bytes that are in the index. */
  readonly readTo: number
  /** Digest of its first bytes: another beginning is another file. */
  readonly head: string
}

/** What a search found, and where it stands. */
export interface IndexHit extends Omit<TranscriptEntry, 'text'> {
  /** Grows with the time it was said at. */
  readonly id: number
  readonly path: string
  readonly transcript: string
}

/**
 * Words of all transcripts. A file of its own and no part of the hub's database: it can be made again at any time, so
 * it is in no backup, and the longest transcript delays nobody's message. The words themselves stay where they are.
 */
export interface TranscriptIndex extends Disposable {
  files(): readonly IndexedFile[]
  /** Puts a new file under its path, forgetting what stood there. */
  startFile(file: Omit<IndexedFile, 'id' | 'readTo'>): IndexedFile
  /** Adds entries and notes how far the file is read, both or neither. */
  add(file: number, readTo: number, entries: readonly TranscriptEntry[]): void
  removeFile(file: number): void
  /** Newest first. @param words each the beginning of a word, all of which must occur @param before id to stop at */
  search(words: readonly string[], limit: number, before?: number): readonly IndexHit[]
}

const SCHEMA = 1

/** Opens the index at `path`; one that is damaged or older is made anew. */
export function openTranscriptIndex(path: string): TranscriptIndex {
  try {
    return open(path)
  } catch (error) {
    if (!isCorruption(error)) throw error
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    return open(path)
  }
}

function open(path: string): TranscriptIndex {
  ensurePrivateFile(path)
  const db = new Connection(new Database(path))
  try {
    configure(db)
    if (db.pragma('user_version') !== SCHEMA) createSchema(db)
    return indexIn(db)
  } catch (error) {
    db[Symbol.dispose]()
    throw error
  }
}

function createSchema(db: Connection): void {
  db.exec(`
    DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS entries; DROP TABLE IF EXISTS files;
    CREATE TABLE files (
      id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, transcript TEXT NOT NULL,
      inode INTEGER NOT NULL, read_to INTEGER NOT NULL, head TEXT NOT NULL
    ) STRICT;
    CREATE TABLE entries (
      id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files (id), record TEXT NOT NULL, role TEXT NOT NULL,
      said_at INTEGER NOT NULL, at INTEGER NOT NULL, length INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX entries_file ON entries (file);
    CREATE VIRTUAL TABLE words USING fts5 (text, content='', contentless_delete=1, tokenize='unicode61');
    PRAGMA user_version = ${SCHEMA};
  `)
}

const FILE_COLUMNS = 'id, path, transcript, inode, read_to AS readTo, head'

function indexIn(db: Connection): TranscriptIndex {
  const removeFile = (file: number) => {
    db.prepare('DELETE FROM words WHERE rowid IN (SELECT id FROM entries WHERE file = ?)').run(file)
    db.prepare('DELETE FROM entries WHERE file = ?').run(file)
    db.prepare('DELETE FROM files WHERE id = ?').run(file)
  }
  const findFile = (path: string) =>
    db.prepare(`SELECT ${FILE_COLUMNS} FROM files WHERE path = ?`).get(path) as IndexedFile | undefined
  return {
    files: () => db.prepare(`SELECT ${FILE_COLUMNS} FROM files`).all() as IndexedFile[],
    startFile: ({ path, transcript, inode, head }) =>
      inTransaction(db, () => {
        const known = findFile(path)
        if (known !== undefined) removeFile(known.id)
        db.prepare('INSERT INTO files (path, transcript, inode, read_to, head) VALUES (?, ?, ?, 0, ?)').run(
          ...[path, transcript, inode, head],
        )
        return findFile(path) as IndexedFile
      }),
    add: (file, readTo, entries) =>
      inTransaction(db, () => {
        for (const entry of entries) addEntry(db, file, entry)
        db.prepare('UPDATE files SET read_to = ? WHERE id = ?').run(readTo, file)
      }),
    removeFile: file => inTransaction(db, () => removeFile(file)),
    search: (words, limit, before = Number.MAX_SAFE_INTEGER) =>
      db
        .prepare(
          `SELECT e.id, e.record, e.role, e.said_at AS saidAt, e.at, e.length, f.path, f.transcript
             FROM (SELECT rowid AS id FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) hit
             JOIN entries e ON e.id = hit.id JOIN files f ON f.id = e.file
            ORDER BY e.id DESC`,
        )
        .all(matchOf(words), before, limit) as IndexHit[],
    [Symbol.dispose]: () => db[Symbol.dispose](),
  }
}

/** Numbers for each millisecond. With them, a number made of a time is still exact. */
const PER_MILLISECOND = 4_096
/** The year 2036. Who claims to write later is taken to write then. */
const LAST_TIME = 2_100_000_000_000

/**
 * The number is made of the time, so that a search for a word everybody uses finds the newest without sorting them all.
 */
function addEntry(db: Connection, file: number, { record, role, saidAt, at, length, text }: TranscriptEntry): void {
  const lowest = Math.min(Math.max(saidAt, 0), LAST_TIME) * PER_MILLISECOND
  const { id } = db
    .prepare('SELECT coalesce(max(id), ? - 1) + 1 AS id FROM entries WHERE id >= ? AND id < ?')
    .get(lowest, lowest, lowest + PER_MILLISECOND) as { id: number }
  db.prepare('INSERT INTO entries (id, file, record, role, said_at, at, length) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    id,
    file,
    record,
    role,
    saidAt,
    at,
    length,
  )
  db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)').run(id, text)
}

/**
 * Quoted, so that no word is taken for an operator; a star behind it makes it the beginning of a word. For SQLite a
 * query ends at a NUL, in the middle of a quoted word or not.
 */
function matchOf(words: readonly string[]): string {
  return words.map(word => `"${word.replaceAll('\0', ' ').replaceAll('"', '""')}" *`).join(' AND ')
}

function inTransaction<T>(db: Connection, work: () => T): T {
  db.prepare('BEGIN IMMEDIATE').run()
  try {
    const result = work()
    db.prepare('COMMIT').run()
    return result
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}
