import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, type AuthInfo } from '@modelcontextprotocol/server'
import { ERRORS, HubError, toErrorBody } from '#contract/errors.ts'
import type { Hub, McpDoor } from '#hub/hub.ts'
import { createMcpAccess } from '#hub/mcp-access.ts'
import { createMcpServer } from '#mcp/server.ts'
import { DEFAULT_TOOLS } from '#mcp/toolset.ts'
import { toHubError } from '../to-hub-error.ts'
import { createGate, portOf, type GatedDoor } from '../web/gate.ts'
import { bearerOf } from '../web/judge.ts'
import { callsAs } from './calls-as.ts'

/** Never another one: what listens on every address is reached from every network. */
const LOOPBACK = '127.0.0.1'
const PATH = '/mcp'

/** A gate of its own: a token for one door opens no other. */
const DOOR: GatedDoor = {
  isOpen: url => url === '/health',
  unknown: () =>
    new HubError('unauthorized', 'This program is not let in', {
      hint: 'Let it in and give it the token: comms mcp --http --name <name>',
    }),
}

/** MCP over HTTP for programs of this machine. Listens while somebody may come in, and not before. */
export function createMcpDoor(hub: Hub): McpDoor & { close(): Promise<void> } {
  const access = createMcpAccess(hub)
  let server: Server | undefined
  let turn: Promise<void> = Promise.resolve()

  async function settle(): Promise<void> {
    const isWanted = access.clients().length > 0
    if (isWanted && server === undefined) server = await listen(createServer(hub, access), hub.settings.current.mcpPort)
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

function createServer(hub: Hub, access: McpDoor['access']): Server {
  const handler = createMcpHandler(
    ({ authInfo }) =>
      createMcpServer({
        calls: callsAs(hub, {
          power: 'agent',
          door: 'http',
          sender: { kind: 'agent', name: authInfo?.clientId ?? 'unknown', address: null },
        }),
        newId: hub.newId,
        explain: error => toHubError(error, hub.onBug),
        version: hub.version,
        tools: DEFAULT_TOOLS,
      }),
    { onerror: () => undefined },
  )
  const serve = toNodeHandler(handler)
  return createGate(
    (request, response) => {
      if (request.url === '/health') return void response.end('ok')
      if (request.url !== PATH) return answerNothingHere(response)
      const known = Object.assign(request, { auth: authOf(request, access) })
      // Node's own request; its types only spell what may be missing in another way.
      void serve(known as unknown as Parameters<typeof serve>[0], response)
    },
    access,
    DOOR,
  )
}

/** Who a request is from, by its own token: nothing is remembered between two requests. */
function authOf(request: IncomingMessage, access: McpDoor['access']): AuthInfo {
  const token = bearerOf(request) ?? ''
  return { token: '', clientId: access.findToken(token) ?? 'unknown', scopes: [] }
}

function answerNothingHere(response: ServerResponse): void {
  const error = new HubError('no_such_call', 'There is nothing here', { hint: `MCP is at ${PATH}.` })
  response
    .writeHead(ERRORS[error.code].status, { 'content-type': 'application/json' })
    .end(JSON.stringify(toErrorBody(error)))
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
