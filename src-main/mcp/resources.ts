import { ResourceTemplate, type McpServer } from '@modelcontextprotocol/server'
import type { Tool, ToolParts } from './tool.ts'
import { transcriptRead } from './tools/transcripts.ts'
import { groups, screen, sessions } from './tools/sessions.ts'

const TEXT = { mimeType: 'text/plain' }

/** What can be put into a prompt by its address (`@comms:comms://screen/api`); each says what its tool says. */
export function registerResources(server: McpServer, parts: ToolParts): void {
  const read = async (uri: URL, tool: Tool, input: object) => {
    return { contents: [{ uri: uri.href, ...TEXT, text: await tool.run(parts, input) }] }
  }
  const fixed = [
    ['sessions', 'All sessions', sessions],
    ['groups', 'All groups', groups],
  ] as const
  for (const [name, title, tool] of fixed) {
    server.registerResource(name, `comms://${name}`, { title, ...TEXT }, uri => read(uri, tool, {}))
  }
  const ofSession = [
    ['screen', 'What a session shows', screen, {}],
    ['transcript', 'The newest turns of a session', transcriptRead, { limit: 5 }],
  ] as const
  for (const [name, title, tool, more] of ofSession) {
    const template = new ResourceTemplate(`comms://${name}/{session}`, {
      list: async () => ({ resources: (await listNames(parts)).map(session => resourceOf(name, title, session)) }),
      complete: {
        session: async begun => (await listNames(parts)).filter(each => each.startsWith(begun)).slice(0, 100),
      },
    })
    server.registerResource(name, template, { title, ...TEXT }, (uri, { session }) =>
      read(uri, tool, { session: decodeURIComponent(String(session)), ...more }),
    )
  }
}

function resourceOf(name: string, title: string, session: string) {
  return {
    uri: `comms://${name}/${encodeURIComponent(session)}`,
    name: `${name} ${session}`,
    title: `${title}: ${session}`,
    ...TEXT,
  }
}

/** A hub that does not answer has no sessions to offer; reading one says why. */
async function listNames({ calls }: ToolParts): Promise<readonly string[]> {
  const { sessions: found } = await calls.sessions.list({ filter: '' }).catch(() => ({ sessions: [] }))
  return found.slice(0, 200).map(({ name }) => name)
}
