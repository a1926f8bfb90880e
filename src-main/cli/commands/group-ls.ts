import type { CommandContext } from '../context.ts'
import { groupLine } from '../view/groups.ts'

export async function run(context: CommandContext): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.groups.list()
  if (context.json) return context.output.json(answer)
  if (answer.groups.length === 0) context.output.note('No groups yet: comms group add <name> <member...>')
  await context.output.print(answer.groups.map(groupLine))
}
