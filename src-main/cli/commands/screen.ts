import type { HubClient } from '#client/calls.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { parseSeconds } from '../duration.ts'
import { findText } from '../options.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [target = ''], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const screen = await readScreen(client, target, findText(options, 'ago'))
  if (context.json) return context.output.json(screen)
  await context.output.print(screen.lines.map(printSafe))
}

function readScreen(client: HubClient, target: string, ago: string | undefined) {
  if (ago === undefined) return client.sessions.screen({ target })
  const at = new Date(Date.now() - parseSeconds(ago, '--ago') * 1_000).toISOString()
  return client.sessions.moment({ target, at })
}
