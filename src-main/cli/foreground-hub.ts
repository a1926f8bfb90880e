import type { Served } from '#serve'
import { MINIMUM_NODE, requireNode } from '#platform/find-node.ts'
import { announceHub } from './announce-hub.ts'
import type { CommandContext } from './context.ts'
import { reportFailure } from './fail.ts'
import { runWithNode } from './run-with-node.ts'

/** Whoever was refused gets to read why, in milliseconds. */
const FAREWELL = 200
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
async function closeWhenTold(hub: Served, { output, clock }: CommandContext): Promise<void> {
  const told = new Promise<undefined>(resolve => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(undefined))
  })
  const lost = await Promise.race([told, hub.stopped])
  // In good order it would take away sockets and record of the hub that may own the folder by now.
  if (lost !== undefined) {
    const code = reportFailure(lost, output, false)
    await clock.sleep(FAREWELL)
    process.exit(code)
  }
  try {
    await hub.close()
    process.exit(0)
  } catch (error) {
    process.exit(reportFailure(error, output, false))
  }
}
