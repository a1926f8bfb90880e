import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, type AuthInfo } from '@modelcontextprotocol/server'
import { ERRORS, HubError, toErrorBody } from '#contract/errors.ts'
import type { Hub, McpDoor } from '#hub/hub.ts'
import { createMcpServer } from '#mcp/server.ts'
import { DEFAULT_TOOLS } from '#mcp/toolset.ts'
import { toHubError } from '../to-hub-error.ts'
import { createGate, type GatedDoor } from '../web/gate.ts'
import { bearerOf } from '../web/judge.ts'
import { callsAs } from './calls-as.ts'

/** A gate of its own: a token for one door opens no other. */
const DOOR: GatedDoor = {
  isOpen: url => url === '/health',
  unknown: () =>
    new HubError('unauthorized', 'This program is not let in', {
      hint: 'Let it in and give it the token: comms mcp --http --name <name>',
    }),
}

/** The server behind the door, which does not listen yet. */
export function createMcpHttp(hub: Hub, access: McpDoor['access'], path: string): Server {
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
      if (request.url !== path) return answerNothingHere(response, path)
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

function answerNothingHere(response: ServerResponse, path: string): void {
  const error = new HubError('no_such_call', 'There is nothing here', { hint: `MCP is at ${path}.` })
  response
    .writeHead(ERRORS[error.code].status, { 'content-type': 'application/json' })
    .end(JSON.stringify(toErrorBody(error)))
}
