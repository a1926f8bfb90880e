import { HubError } from '#contract/errors.ts'
import { createClient } from '#client/client.ts'
import { isHubListening, socketOf } from '#client/find-hub.ts'
import { socketLink } from '#client/socket-link.ts'
import { announceHub } from '../announce-hub.ts'
import { startBackgroundHub } from '../background-hub.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { isSet } from '../options.ts'

export async function run(context: CommandContext, { options }: CommandCall): Promise<number | void> {
  if (!isSet(options, 'background')) {
    const { runForegroundHub } = await import('../foreground-hub.ts')
    return runForegroundHub(context, isSet(options, 'web'))
  }
  await assertNoneRuns(context)
  await announceHub(context, await startBackgroundHub(context), isSet(options, 'web'))
  return 0
}

async function assertNoneRuns({ home }: CommandContext): Promise<void> {
  const socketPath = socketOf(home, 'hub')
  if (!(await isHubListening(socketPath))) return
  const { pid } = await createClient(socketLink(socketPath)).hub.status()
  throw new HubError('already_running', `A hub runs for ${home} already (pid ${pid})`, {
    hint: 'comms status shows it, comms down stops it',
    data: { pid },
  })
}
