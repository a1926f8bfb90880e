import type { Clock } from '#domain/ports.ts'
import { type LinkListener, ServerLink } from './server-link.ts'
import { SocketWatch } from '../socket-watch.ts'
import { probeSocket } from '../probe-socket.ts'
import { findSockets, type ServerSocket } from './sockets.ts'

export interface ServerLinksOptions {
  readonly socketFolders: readonly string[]
  readonly extraSockets: readonly string[]
  readonly tmux: string
  readonly clock: Clock
  readonly listener: LinkListener
  log(message: string, data?: unknown): void
}

/** A link to every living server of the user, whenever it was started. */
export class ServerLinks implements AsyncDisposable {
  readonly #options: ServerLinksOptions
  readonly #links = new Map<string, ServerLink>()
  #watch: SocketWatch | undefined
  #scanning: Promise<void> | undefined
  #scanAgain = false
  #stopped = false

  constructor(options: ServerLinksOptions) {
    this.#options = options
  }

  /** Resolves once every server found now has been listed, or is known not to answer. */
  async start(): Promise<void> {
    const { socketFolders, clock } = this.#options
    this.#watch = new SocketWatch(socketFolders, clock, () => void this.#scan())
    await this.#scan()
    await Promise.all([...this.#links.values()].map(link => link.settled))
  }

  find(server: string): ServerLink | undefined {
    return this.#links.get(server)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    this.#watch?.[Symbol.dispose]()
    await this.#scanning
    await Promise.all([...this.#links.values()].map(link => link[Symbol.asyncDispose]()))
  }

  /** One scan at a time; a change during a scan makes another. */
  #scan(): Promise<void> {
    this.#scanAgain = true
    this.#scanning ??= this.#scanUntilDone().finally(() => (this.#scanning = undefined))
    return this.#scanning
  }

  async #scanUntilDone(): Promise<void> {
    while (this.#scanAgain && !this.#stopped) {
      this.#scanAgain = false
      const found = await findSockets(this.#options.socketFolders, this.#options.extraSockets)
      const unlinked = found.filter(socket => !this.#links.has(socket.label))
      await Promise.all(unlinked.map(socket => this.#linkIfAlive(socket)))
    }
  }

  /** A stale socket file stays as it is: its server may have left it for the next one. */
  async #linkIfAlive(socket: ServerSocket): Promise<void> {
    const answer = await probeSocket(socket.path, this.#options.clock)
    if (answer === 'dead' || this.#stopped) return
    const link = new ServerLink(socket, this.#options)
    this.#links.set(socket.label, link)
    void link.done.then(() => {
      this.#links.delete(socket.label)
      // A new server may have taken the place before the end of the old one was noticed.
      if (!this.#stopped) return this.#scan()
      return undefined
    })
  }
}
