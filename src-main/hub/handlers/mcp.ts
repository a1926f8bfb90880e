import { HubError } from '#contract/errors.ts'
import type { Hub, McpDoor } from '../hub.ts'
import { handle } from './handle.ts'

export const clients = handle.mcp.clients.handler(({ context: { hub } }) => {
  const { access, url } = doorOf(hub)
  const known = access.clients().map(({ name, usedAt }) => ({ name, usedAt: new Date(usedAt).toISOString() }))
  return { url: url ?? null, clients: known }
})

export const admit = handle.mcp.admit.handler(async ({ input: { name }, context: { hub, caller } }) => {
  const door = doorOf(hub)
  const token = await door.access.admit(name, caller)
  try {
    await door.settle()
  } catch (error) {
    // A token for a door that cannot open would only lie about.
    await door.access.forget(name, caller)
    throw error
  }
  return { url: door.url ?? '', token }
})

export const forget = handle.mcp.forget.handler(async ({ input: { name }, context: { hub, caller } }) => {
  const door = doorOf(hub)
  await door.access.forget(name, caller)
  await door.settle()
  return { ok: true as const }
})

function doorOf({ mcp }: Hub): McpDoor {
  if (mcp !== undefined) return mcp
  throw new HubError('unsupported', 'This hub has no door for MCP', { data: { what: 'mcp' } })
}
