import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node'
import type { EventStore } from '@modelcontextprotocol/server'
import { HubError } from '#contract/errors.ts'
import { createGate, portOf } from '#doors/web/gate.ts'
import { createMcpServer } from '#mcp/server.ts'
import { DEFAULT_TOOLS } from '#mcp/toolset.ts'
import type { ToolParts } from '#mcp/tool.ts'
import { addFixtures } from './fixtures.ts'

const NO_HUB = new HubError('hub_not_running', 'There is no hub behind the fixtures')

/**
 * The program's MCP server with the suite's fixtures, behind the program's gate. The suite sends no token, so this one
 * asks for none; every other check of a request's head is the real one. It keeps sessions, which the suite needs where
 * the server asks its client something; the hub's own door keeps none.
 */
export async function startConformanceServer(): Promise<{ readonly url: string; close(): void }> {
  const sessions = new Map<string, NodeStreamableHTTPServerTransport>()
  const open = { isOpen: () => true, unknown: () => NO_HUB }

  async function openSession(): Promise<NodeStreamableHTTPServerTransport> {
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: id => void sessions.set(id, transport),
      eventStore: keepEvents(),
      retryInterval: 500,
    })
    const parts = { calls: NO_CALLS, newId: () => randomUUID(), explain: () => NO_HUB, version: '0.0.0' }
    const server = createMcpServer({ ...parts, tools: DEFAULT_TOOLS }, { capabilities: { logging: {} } })
    addFixtures(server)
    await server.connect(transport)
    return transport
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers['mcp-session-id']
    const known = typeof id === 'string' ? sessions.get(id) : undefined
    await (known ?? (await openSession())).handleRequest(request, response)
  }

  const server = createGate((request, response) => void serve(request, response), { findToken: () => undefined }, open)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}/mcp`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The suite lists the hub's tools and calls none of them. */
const NO_CALLS = {
  sessions: { list: () => Promise.reject(NO_HUB) },
} as unknown as ToolParts['calls']

function keepEvents(): EventStore {
  const events: { readonly stream: string; readonly id: string; readonly message: unknown }[] = []
  return {
    async storeEvent(stream, message) {
      const id = `${stream}_${events.length}`
      events.push({ stream, id, message })
      return id
    },
    async replayEventsAfter(last, { send }) {
      const place = events.findIndex(({ id }) => id === last)
      const stream = events[place]?.stream ?? ''
      for (const event of events.slice(place + 1)) {
        if (event.stream === stream) await send(event.id, event.message as Parameters<typeof send>[1])
      }
      return stream
    },
  }
}
