import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ensurePrivateFile } from './files.ts'
import type { WriteDb } from './handles.ts'

const KEPT_BACKUPS = 3

/**
 * Copies the database as it is now to `<path>.backup-<schema>-<time>` and keeps the newest three copies. The copy gets
 * its name only once it is whole and on the disk, so a copy that has a name can be trusted.
 * @param now milliseconds since 1970
 * @returns the path of the copy
 */
export function backUp(db: WriteDb, path: string, schema: number, now: number): string {
  const unfinished = `${path}.backup.partial`
  rmSync(unfinished, { force: true })
  try {
    ensurePrivateFile(unfinished)
    db.prepare('VACUUM INTO ?').run(unfinished)
    flushToDisk(unfinished)
    const finished = `${path}.backup-${schema}-${compactTime(now)}`
    renameSync(unfinished, finished)
    flushToDisk(dirname(path))
    removeOldBackups(path)
    return finished
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** Paths of all copies of the database at `path`, newest first. */
export function listBackups(path: string): readonly string[] {
  const prefix = `${basename(path)}.backup-`
  return readdirSync(dirname(path))
    .filter(name => name.startsWith(prefix) && /^\d+-\d{8}T\d{9}Z$/.test(name.slice(prefix.length)))
    .sort((a, b) => timeOf(b).localeCompare(timeOf(a)))
    .map(name => join(dirname(path), name))
}

/** When a copy was made, milliseconds since 1970. */
export function backupTime(path: string): number {
  const [, year, month, day, hour, minute, second] =
    /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\d{3}Z$/.exec(path)?.map(Number) ?? []
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
}

function removeOldBackups(path: string): void {
  for (const old of listBackups(path).slice(KEPT_BACKUPS)) rmSync(old, { force: true })
}

function timeOf(name: string): string {
  return name.slice(name.lastIndexOf('-') + 1)
}

/** `20261120T140211123Z`: sorts as text, and has no character a file system minds. */
function compactTime(now: number): string {
  return new Date(now).toISOString().replaceAll(/[-:.]/g, '')
}

function flushToDisk(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
