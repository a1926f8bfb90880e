import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { limitLine } from '../view/limits.ts'

export async function run(context: CommandContext, { words: [target = ''] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const limit = await client.limits.leave({ target })
  if (context.json) return context.output.json(limit)
  await context.output.print(limitLine(limit, context.clock.now()))
}
