import type { CommandContext } from '../context.ts'
import { layoutOf } from '../view/layout.ts'
import { scheduleLines } from '../view/schedules.ts'

export async function run(context: CommandContext): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.schedules.list()
  if (context.json) return context.output.json(answer)
  if (answer.schedules.length === 0) {
    context.output.note('No schedules yet: comms schedule add <name> <target...> --cron "0 21 * * *" -- <text>')
  }
  await context.output.print(scheduleLines(answer.schedules, layoutOf(context)))
}
