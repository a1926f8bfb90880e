import type { Server } from 'node:http'
import { HubError } from '#contract/errors.ts'
import type { Hub, McpDoor } from '#hub/hub.ts'
import { createMcpAccess } from '#hub/mcp-access.ts'
import { portOf } from '../web/gate.ts'

/** Never another one: what listens on every address is reached from every network. */
const LOOPBACK = '127.0.0.1'
const PATH = '/mcp'

/** MCP over HTTP for programs of this machine. Listens while somebody may come in, and not before. */
export function createMcpDoor(hub: Hub): McpDoor & { close(): Promise<void> } {
  const access = createMcpAccess(hub)
  let server: Server | undefined
  let turn: Promise<void> = Promise.resolve()

  async function settle(): Promise<void> {
    const isWanted = access.clients().length > 0
    if (isWanted && server === undefined) server = await open(hub, access)
    if (!isWanted) await close()
  }

  async function close(): Promise<void> {
    const open = server
    server = undefined
    if (open === undefined) return
    open.closeAllConnections()
    await new Promise<void>(resolve => open.close(() => resolve()))
  }

  return {
    access,
    get url() {
      return server === undefined ? undefined : `http://${LOOPBACK}:${portOf(server)}${PATH}`
    },
    settle() {
      // One change after the other: two at once could listen twice.
      const settled = turn.then(settle)
      turn = settled.catch(() => undefined)
      return settled
    },
    async close() {
      await turn
      await close()
    },
  }
}

/** Most hubs let no program in here: what speaks MCP is loaded with the first. */
async function open(hub: Hub, access: McpDoor['access']): Promise<Server> {
  const { createMcpHttp } = await import('./mcp-http.ts')
  return await listen(createMcpHttp(hub, access, PATH), hub.settings.current.mcpPort)
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new HubError('unfit', `MCP cannot listen on ${LOOPBACK}:${port} (${error.code})`, {
          hint: 'Another program has the port: choose one with the setting mcpPort.',
          data: { port },
          cause: error,
        }),
      ),
    )
    server.listen(port, LOOPBACK, () => resolve(server))
  })
}
