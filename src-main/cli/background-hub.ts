import { startHub } from '#client/start-hub.ts'
import type { HubStatus } from '#client/calls.ts'
import { requireNode } from '#platform/find-node.ts'
import type { CommandContext } from './context.ts'

/** Starts a hub that outlives this command, with a Node that can run one, and resolves once it answers. */
export function startBackgroundHub(
  context: Pick<CommandContext, 'home' | 'mainFile' | 'env' | 'clock'>,
): Promise<HubStatus> {
  return startHub({ ...context, nodePath: requireNode().path })
}
