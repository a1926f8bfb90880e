import { connect } from 'node:net'
import type { Clock } from '#domain/ports.ts'

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
