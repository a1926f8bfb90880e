import type { CommandContext } from '../context.ts'
import { limitLine } from '../view/limits.ts'

export async function run(context: CommandContext): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.limits.list()
  if (context.json) return context.output.json(answer)
  if (answer.limits.length === 0) return context.output.note('No usage limit stopped a session.')
  await context.output.print(answer.limits.map(limit => limitLine(limit, context.clock.now())))
}
