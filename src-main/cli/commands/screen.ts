import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [target = ''] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const screen = await client.sessions.screen({ target })
  if (context.json) return context.output.json(screen)
  await context.output.print(screen.lines.map(printSafe))
}
