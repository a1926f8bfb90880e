import type { CommandContext } from '../context.ts'
import { ruleLine } from '../view/rules.ts'

export async function run(context: CommandContext): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.rules.list()
  if (context.json) return context.output.json(answer)
  if (answer.rules.length === 0) context.output.note('No rules yet: comms rule add <name> <to...> --tag <tag>')
  await context.output.print(answer.rules.map(ruleLine))
}
