import type { Stats } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { basename, dirname, join } from 'node:path'
import type { Clock } from '#domain/ports.ts'

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

/** Longest wait for a connection to be taken, in milliseconds. */
const PROBE_TIMEOUT = 2_000

/**
 * Whether somebody listens. `dead` is proof that the server has ended (what is left is a stale file, or nothing);
 * `silent` proves nothing. Asking never starts a server and leaves the file as it is.
 */
export function probeSocket(path: string, clock: Clock): Promise<'alive' | 'dead' | 'silent'> {
  return new Promise(resolve => {
    const socket = connect(path)
    const finish = (answer: 'alive' | 'dead' | 'silent') => {
      timer[Symbol.dispose]()
      socket.destroy()
      resolve(answer)
    }
    const timer = clock.after(PROBE_TIMEOUT, () => finish('silent'))
    socket.once('connect', () => finish('alive'))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      finish(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? 'dead' : 'silent')
    })
  })
}
