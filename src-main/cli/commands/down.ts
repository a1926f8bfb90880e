import { HubError } from '#contract/errors.ts'
import type { HubClient } from '#client/calls.ts'
import { findHub, isHubListening } from '#client/find-hub.ts'
import { pause } from '#client/pause.ts'
import { isRunning } from '#platform/is-running.ts'
import { doorOfCaller } from '../caller-door.ts'
import type { CommandContext } from '../context.ts'

/** How long a hub may take to put everything down, in milliseconds. */
const PATIENCE = 10_000
const LOOK_EVERY = 25

/** Resolves when the hub's process is gone, so that what comes next may start another one. */
export async function run(context: CommandContext): Promise<void> {
  const { client, socketPath } = await findHub({ home: context.home, door: doorOfCaller(context.env) })
  const { pid } = await client.hub.status()
  await orderStop(client)
  await waitForEnd(context, socketPath, pid)
  if (context.json) await context.output.json({ ok: true })
  else await context.output.print(`Hub stopped (pid ${pid}). What waits is kept.`)
}

/** A hub may be gone before its answer has left: that it ends is what counts, and is looked at next. */
async function orderStop(client: HubClient): Promise<void> {
  try {
    await client.hub.stop()
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'hub_not_running')) throw error
  }
}

async function waitForEnd({ clock }: CommandContext, socketPath: string, pid: number): Promise<void> {
  const end = clock.monotonic() + PATIENCE
  while (isRunning(pid) || (await isHubListening(socketPath))) {
    if (clock.monotonic() > end) {
      throw new HubError('unfit', `The hub took the order to stop, but process ${pid} is still there`, {
        hint: `nothing is lost if you end it: kill ${pid}`,
        data: { pid },
      })
    }
    await pause(clock, LOOK_EVERY)
  }
}
