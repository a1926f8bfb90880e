import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'

/** Folder of iTerm2's own files below a home folder. */
export function applicationSupport(home: string): string {
  return join(home, 'Library', 'Application Support', 'iTerm2')
}

export function socketPath(home: string): string {
  return join(applicationSupport(home), 'private', 'socket')
}

/** Something that listens where iTerm2 listens. */
export interface Listener {
  /** Closes it and leaves the file, as iTerm2 does. */
  close(): void
}

export async function listen(home: string, connected: (socket: Socket) => void): Promise<Listener> {
  const folder = join(applicationSupport(home), 'private')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rm(socketPath(home), { force: true })
  // Closing removes the file of the name it was opened by; by then the file has another.
  const first = join(folder, randomBytes(3).toString('hex'))
  const server = createServer(connected)
  await opened(server, first)
  await chmod(first, 0o600)
  await rename(first, socketPath(home))
  return { close: () => void server.close() }
}

function opened(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path, backlog: 5 }, resolve)
  })
}
