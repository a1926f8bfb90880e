import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [rule = ''] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.rules.remove({ rule })
  if (context.json) return context.output.json(answer)
  await context.output.print(printSafe(`The rule ${rule} is gone`))
}
