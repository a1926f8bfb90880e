import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { layoutOf } from '../view/layout.ts'
import { scheduleLines } from '../view/schedules.ts'

export async function run(context: CommandContext, { words: [schedule = '', ...note] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const paused = await client.schedules.pause({ schedule, note: note.join(' ') })
  if (context.json) return context.output.json(paused)
  await context.output.print(scheduleLines([paused], layoutOf(context)))
}
