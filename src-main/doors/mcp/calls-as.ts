import { createRouterClient } from '@orpc/server'
import type { ToolParts } from '#mcp/tool.ts'
import type { Caller } from '#hub/caller.ts'
import type { Hub } from '#hub/hub.ts'
import { router } from '#hub/handlers/router.ts'

/** Every call of the contract as somebody, without a wire: parsed, judged and refused as over any door. */
export function callsAs(hub: Hub, caller: Caller): ToolParts['calls'] {
  return createRouterClient(router, { context: { hub, caller } })
}
