import type { McpServer } from '@modelcontextprotocol/server'
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio'

/** Servers on standard input and output: one for a connection, and none before the client has opened it. */
export interface StdioServers {
  readonly servers: Iterable<McpServer>
  close(): Promise<void>
}

/** Serves the revision that the client opens with. */
export function serveEitherRevision(create: () => McpServer, onError: (error: Error) => void): StdioServers {
  const servers = new Set<McpServer>()
  const handle = serveStdio(
    () => {
      const server = create()
      servers.add(server)
      return server
    },
    { onerror: onError },
  )
  return { servers, close: () => handle.close() }
}

/** Serves the revision of 2025 alone: Claude Code takes no channel from a server of a newer one. */
export function serveFormerRevision(create: () => McpServer, onError: (error: Error) => void): StdioServers {
  const server = create()
  const transport = new StdioServerTransport()
  server.server.onerror = onError
  server.connect(transport).catch(onError)
  return { servers: [server], close: () => server.close() }
}
