import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { groupName } from '../group-name.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [word, ...members] }: CommandCall): Promise<void> {
  const name = groupName(word)
  const { client } = await context.connect()
  const answer = await client.groups.remove({ name, members })
  if (context.json) return context.output.json(answer)
  const what = members.length === 0 ? `Removed @${name}.` : `Removed ${members.join(', ')} from @${name}.`
  await context.output.print(printSafe(what))
}
