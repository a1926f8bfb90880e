import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { parseSeconds } from '../duration.ts'
import { findText } from '../options.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [target = ''], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const ago = findText(options, 'ago')
  const screen =
    ago === undefined
      ? await client.sessions.screen({ target })
      : await client.sessions.moment({ target, at: momentBefore(context.clock.now(), ago) })
  if (context.json) return context.output.json(screen)
  await context.output.print(screen.lines.map(printSafe))
}

function momentBefore(now: number, ago: string): string {
  return new Date(now - parseSeconds(ago, '--ago') * 1_000).toISOString()
}
