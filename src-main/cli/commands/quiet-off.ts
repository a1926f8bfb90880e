import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [who = 'owner'] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.quiet.remove({ who })
  if (context.json) return context.output.json(answer)
  await context.output.print(printSafe(`${who} has no quiet hours any more`))
}
