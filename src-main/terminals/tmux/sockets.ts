import type { Stats } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Where a tmux server may listen. */
export interface ServerSocket {
  readonly path: string
  /** The `<server>` of an address: the socket's name in the usual (first) folder, else its path. */
  readonly label: string
}

/** Other users' rights on a folder, with which they could put a socket of theirs in our way. */
const OTHERS = 0o007

/**
 * Sockets of this user. A folder or socket that belongs to somebody else is left alone: its server would see, and could
 * invent, everything that is typed and shown.
 */
export async function findSockets(folders: readonly string[], extra: readonly string[]): Promise<ServerSocket[]> {
  const listed = await Promise.all(folders.map(listFolder))
  const paths = [...new Set([...listed.flat(), ...extra])]
  const mine = await Promise.all(paths.map(isOurSocket))
  return paths
    .filter((_, index) => mine[index])
    .map(path => ({ path, label: dirname(path) === folders[0] ? basename(path) : path }))
}

async function listFolder(folder: string): Promise<string[]> {
  const stats = await lstat(folder).catch(() => undefined)
  if (stats === undefined || !stats.isDirectory() || !isOurs(stats) || (stats.mode & OTHERS) !== 0) return []
  const names = await readdir(folder).catch(() => [])
  return names.map(name => join(folder, name))
}

async function isOurSocket(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined)
  return stats !== undefined && stats.isSocket() && isOurs(stats)
}

function isOurs(stats: Stats): boolean {
  return stats.uid === process.getuid?.()
}
