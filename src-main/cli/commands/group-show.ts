import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { groupName } from '../group-name.ts'
import { printSafe } from '../print-safe.ts'
import { groupLine } from '../view/groups.ts'
import { layoutOf } from '../view/layout.ts'
import { sessionLines } from '../view/sessions.ts'

export async function run(context: CommandContext, { words: [word] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.groups.show({ name: groupName(word) })
  if (context.json) return context.output.json(answer)
  const absent = answer.absent.map(member => `absent: ${printSafe(member)}`)
  await context.output.print([groupLine(answer.group), ...sessionLines(answer.sessions, layoutOf(context)), ...absent])
}
