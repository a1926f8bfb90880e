import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { layoutOf } from '../view/layout.ts'
import { scheduleDetail } from '../view/schedules.ts'

export async function run(context: CommandContext, { words: [schedule = ''] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.schedules.show({ schedule })
  if (context.json) return context.output.json(answer)
  await context.output.print(scheduleDetail(answer.schedule, answer.preview, layoutOf(context)))
}
