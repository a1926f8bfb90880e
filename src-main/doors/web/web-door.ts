import type { FastifyInstance } from 'fastify'
import { identifyCaller } from '#hub/caller.ts'
import type { Hub } from '#hub/hub.ts'
import { createWebAccess, type WebAccess } from '#hub/web-access.ts'
import { createServer } from '../server.ts'
import { serveAppFiles } from './app-files.ts'
import { serveEntrance } from './entrance.ts'
import { createGate, portOf } from './gate.ts'
import { serveLiveSockets, type LiveSockets } from './live-socket.ts'

/** Never another one: what listens on every address is reached from every network. */
const LOOPBACK = '127.0.0.1'

export interface WebDoorOptions {
  /** Folder of the built pages. */
  readonly appFolder: string
  /** The door listens now. */
  onOpen(port: number): void
}

export interface WebDoor {
  /** Opens the door unless it is open, and makes an address that lets one browser in, once. */
  open(): Promise<{ url: string; expiresInSeconds: number }>
  /**
   * Opens it again where a browser was let in before, so that its page finds the hub after a restart. Without such a
   * browser nothing listens until somebody asks.
   */
  reopen(): Promise<void>
  /** Lets no browser in any longer that was let in before, and ends what they follow. Returns how many those were. */
  signOut(): Promise<number>
  close(): Promise<void>
}

/** The hub's pages and calls for browsers of this machine. Closed until it is asked for. */
export function createWebDoor(hub: Hub, { appFolder, onOpen }: WebDoorOptions): WebDoor {
  const access = createWebAccess(hub)
  let opening: Promise<WebServer> | undefined

  function openOnce(ports: readonly number[]): Promise<WebServer> {
    opening ??= listen(ports).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }

  async function listen([port = 0, ...others]: readonly number[]): Promise<WebServer> {
    const server = createWebServer(hub, access, appFolder)
    const { app } = server
    try {
      await app.listen({ host: LOOPBACK, port })
    } catch (error) {
      await app.close()
      if (others.length === 0) throw error
      return listen(others)
    }
    const taken = portOf(app.server)
    await access.rememberPort(taken)
    onOpen(taken)
    return server
  }

  return {
    async open() {
      const { app } = await openOnce([access.lastPort(), 0])
      const { code, expiresInSeconds } = access.makeCode()
      // Behind `#`: a browser sends that part to nobody, and the page takes it out of the address at once.
      return { url: `${addressOf(portOf(app.server))}#code=${code}`, expiresInSeconds }
    },
    async reopen() {
      const port = access.lastPort()
      if (port !== 0 && access.isAwaited()) await openOnce([port])
    },
    async signOut() {
      const browsers = await access.forgetAll()
      const server = await opening?.catch(() => undefined)
      server?.live.signOut()
      return browsers
    },
    async close() {
      const server = await opening?.catch(() => undefined)
      await server?.app.close()
    },
  }
}

/** Address of the door's start page. */
export function addressOf(port: number): string {
  return `http://${LOOPBACK}:${port}/`
}

interface WebServer {
  readonly app: FastifyInstance
  readonly live: LiveSockets
}

function createWebServer(hub: Hub, access: WebAccess, appFolder: string): WebServer {
  const whoIs = async () => identifyCaller({ door: 'http', processes: [] }, hub.roster)
  const app = createServer(hub, whoIs, { makeServer: handler => createGate(handler, access) })
  const live = serveLiveSockets(hub, app.server, access)
  serveEntrance(app, access, whoIs, mark => live.signOut(mark))
  serveAppFiles(app, appFolder)
  app.addHook('preClose', async () => live.close())
  return { app, live }
}
