import type { Served } from '#serve'
import { MINIMUM_NODE, requireNode } from '#platform/find-node.ts'
import { announceHub } from './announce-hub.ts'
import type { CommandContext } from './context.ts'
import { reportFailure } from './fail.ts'
import { runWithNode } from './run-with-node.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs the hub in this process, or in one with a Node that can where ours is too old. Returns once it answers; the hub
 * itself keeps the process alive until it is stopped.
 */
export async function runForegroundHub(context: CommandContext, web: boolean): Promise<number | undefined> {
  const node = requireNode(MINIMUM_NODE)
  if (node.path !== process.execPath) return runWithNode(node.path, context)
  const { serve } = await import('#serve')
  // A program that reads JSON here has no use for log lines beside it; they are in the log file anyway.
  const hub = await serve({ home: context.home, foreground: !context.json })
  void closeWhenTold(hub, context)
  await announceHub(context, hub.status, web)
  return undefined
}

/** Ends this process in good order after a signal or `comms down`. A second signal does not wait for the order. */
async function closeWhenTold(hub: Served, { output }: CommandContext): Promise<void> {
  const told = new Promise<void>(resolve => {
    for (const signal of SIGNALS) process.once(signal, () => resolve())
  })
  await Promise.race([told, hub.stopped])
  try {
    await hub.close()
    process.exit(0)
  } catch (error) {
    process.exit(reportFailure(error, output, false))
  }
}
