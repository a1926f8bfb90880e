import { HubError } from '#contract/errors.ts'
import { uuidv7 } from '#contract/uuid.ts'
import { createClient } from '#client/client.ts'
import type { Link } from '#client/link.ts'
import { createMachine } from '#platform/processes.ts'
import { createRandomBytes } from '#platform/random-bytes.ts'
import { packageVersion } from '#platform/version.ts'
import { createMcpServer } from '#mcp/server.ts'
import { chooseTools } from '#mcp/toolset.ts'
import type { CommandContext } from '../context.ts'
import { createChannel, isChannelOpen } from './channel.ts'
import { serveEitherRevision, serveFormerRevision } from './serve-stdio.ts'
import { gatherSessionChanges } from './session-changes.ts'
import { watchHub } from './watch-hub.ts'

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
  const stdin = context.stdin()
  const ended = new Promise<void>(resolve => {
    stdin.once('end', resolve)
    stdin.once('close', resolve)
  })
  const parent = await createMachine().process(process.ppid)
  const isChannel = isChannelOpen(parent?.argv ?? [])
  const serve = isChannel ? serveFormerRevision : serveEitherRevision
  // Standard output is the protocol's.
  const { servers, close } = serve(
    () => createMcpServer({ ...parts, isChannel }),
    error => context.output.note(error.message),
  )
  const onSession = gatherSessionChanges(context.clock, closed.signal, () => {
    for (const server of servers) if (server.isConnected()) server.sendResourceListChanged()
  })
  const onMail = createChannel(ring => {
    const push = { method: 'notifications/claude/channel', params: { ...ring } }
    // Nothing answers a push, so nobody could be told either: the mail waits as before.
    for (const { server } of servers) server.notification(push).catch(() => undefined)
  })
  watchHub(context, closed.signal, (event, ownAddress) => {
    onSession(event)
    if (isChannel) onMail(event, ownAddress)
  })
  await ended
  closed.abort()
  await close()
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
