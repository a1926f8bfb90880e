import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { layoutOf } from '../view/layout.ts'
import { scheduleLines } from '../view/schedules.ts'

export async function run(context: CommandContext, { words: [schedule = ''] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const resumed = await client.schedules.resume({ schedule })
  if (context.json) return context.output.json(resumed)
  await context.output.print(scheduleLines([resumed], layoutOf(context)))
}
