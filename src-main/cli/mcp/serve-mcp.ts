import type { McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { HubError } from '#contract/errors.ts'
import { uuidv7 } from '#contract/uuid.ts'
import { createClient } from '#client/client.ts'
import type { Link } from '#client/link.ts'
import { createRandomBytes } from '#platform/random-bytes.ts'
import { packageVersion } from '#platform/version.ts'
import { createMcpServer } from '#mcp/server.ts'
import { chooseTools } from '#mcp/toolset.ts'
import type { CommandContext } from '../context.ts'
import { watchSessions } from './watch-sessions.ts'

/**
 * Serves MCP on standard input and output until the client closes it. Always by the agents' socket: the hub sees which
 * session this process is a child of, and that is who speaks.
 */
export async function serveMcp(context: CommandContext, toolset: string): Promise<void> {
  const tools = chooseTools(toolset)
  const link = lastingLink(context)
  const takeRandom = createRandomBytes()
  const parts = {
    calls: createClient(link),
    newId: () => uuidv7(context.clock.now(), takeRandom(10)),
    explain,
    version: packageVersion(),
    tools,
  }
  const closed = new AbortController()
  const servers = new Set<McpServer>()
  const stdin = context.stdin()
  const ended = new Promise<void>(resolve => {
    stdin.once('end', resolve)
    stdin.once('close', resolve)
  })
  const handle = serveStdio(
    () => {
      const server = createMcpServer(parts)
      servers.add(server)
      return server
    },
    // Standard output is the protocol's.
    { onerror: error => context.output.note(error.message) },
  )
  watchSessions(context, closed.signal, () => {
    for (const server of servers) if (server.isConnected()) server.sendResourceListChanged()
  })
  await ended
  closed.abort()
  await handle.close()
}

/** Finds the hub anew for every call, and starts one where there is none: a client lives longer than many a hub. */
function lastingLink(context: CommandContext): Link {
  const connect = () => context.connect('agent')
  return {
    call: async (request, options) => (await connect()).link.call(request, options),
    async *stream(path, options) {
      yield* (await connect()).link.stream(path, options)
    },
  }
}

function explain(error: unknown): HubError {
  if (error instanceof HubError) return error
  return new HubError('internal', `Something went wrong in the MCP server: ${String(error)}`)
}
