import type { CommandContext } from '../context.ts'
import { quietLine } from '../view/quiet.ts'

export async function run(context: CommandContext): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.quiet.list()
  if (context.json) return context.output.json(answer)
  if (answer.quiet.length === 0) context.output.note('No quiet hours: comms quiet set --from 22:00 --to 07:00')
  await context.output.print(answer.quiet.map(hours => quietLine(hours, context.clock.now())))
}
