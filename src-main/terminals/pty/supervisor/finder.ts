import { readdirSync, rmSync, statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Clock } from '#domain/ports.ts'
import { peerOfSocket } from '#platform/native.ts'
import type { HostLink } from '../host-link.ts'
import type { HostEvent } from '../protocol.ts'
import { SocketWatch } from '../../socket-watch.ts'
import { linkSupervisor } from './link.ts'
import { SOCKET_NAME } from './wire.ts'

/** The first look waits this long for those that are there to say who they are, in milliseconds. */
const FIRST_LOOK_MS = 2_000

export interface FinderOptions {
  /** Folder with a socket for each session that a person started with `comms run`. */
  readonly folder: string
  readonly clock: Clock
  readonly log: (message: string, data?: Record<string, unknown>) => void
  onEvent(event: HostEvent, link: HostLink): void
  onEnd(link: HostLink): void
}

/** Finds the sessions that people started with `comms run`, and keeps a line to each. */
export class SupervisorFinder implements Disposable {
  readonly #options: FinderOptions
  /** By name of its socket; also those that have not said who they are. */
  readonly #lines = new Map<string, Socket>()
  #watch: SocketWatch | undefined

  constructor(options: FinderOptions) {
    this.#options = options
  }

  /** Resolves when those that are there now are known. */
  async start(): Promise<void> {
    const { folder, clock } = this.#options
    this.#watch = new SocketWatch([folder], clock, () => void this.#scan())
    await Promise.race([this.#scan(), clock.sleep(FIRST_LOOK_MS)])
  }

  [Symbol.dispose](): void {
    this.#watch?.[Symbol.dispose]()
    for (const line of this.#lines.values()) line.destroy()
    this.#lines.clear()
  }

  async #scan(): Promise<void> {
    const names = listNames(this.#options.folder)
    const isNew = (name: string) => SOCKET_NAME.test(name) && !this.#lines.has(name)
    await Promise.all(names.filter(isNew).map(name => this.#call(name)))
  }

  /** Resolves when the session is known, or when nobody is there. */
  #call(name: string): Promise<void> {
    const path = join(this.#options.folder, name)
    const socket = connect(path)
    this.#lines.set(name, socket)
    return new Promise(resolve => {
      socket.once('error', (error: NodeJS.ErrnoException) => {
        this.#lines.delete(name)
        // Left by one that was killed. Any other failure proves nothing.
        if (error.code === 'ECONNREFUSED' && isSocket(path)) rmSync(path, { force: true })
        resolve()
      })
      socket.once('connect', () => {
        void this.#greet(name, socket).finally(resolve)
      })
    })
  }

  async #greet(name: string, socket: Socket): Promise<void> {
    const { clock, log, onEvent, onEnd } = this.#options
    const peer = peerOfSocket(socket)
    const onClose = (link: HostLink | undefined) => {
      this.#lines.delete(name)
      if (link === undefined) return
      onEnd(link)
      // One that was killed has left its socket behind, and one that said nonsense may say who it is anew.
      void this.#scan()
    }
    if (peer === undefined || peer.uid !== process.getuid?.()) {
      socket.destroy()
      return onClose(undefined)
    }
    const onRefused = (error: unknown) =>
      log('a session of comms run is not understood: another version?', { name, error })
    await linkSupervisor({ socket, pid: peer.pid, id: name, clock, onEvent, onRefused, onEnd: onClose })
  }
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isSocket(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isSocket() === true
}
