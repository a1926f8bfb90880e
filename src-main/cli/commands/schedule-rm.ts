import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { isSet } from '../options.ts'
import { printSafe } from '../print-safe.ts'
import { layoutOf } from '../view/layout.ts'
import { scheduleLines } from '../view/schedules.ts'

export async function run(context: CommandContext, { words: [schedule = ''], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  if (isSet(options, 'undo')) {
    const restored = await client.schedules.restore({ schedule })
    if (context.json) return context.output.json(restored)
    return context.output.print(scheduleLines([restored], layoutOf(context)))
  }
  const answer = await client.schedules.remove({ schedule })
  if (context.json) return context.output.json(answer)
  await context.output.print(printSafe(`Removed ${schedule}. Bring it back: comms schedule rm ${schedule} --undo`))
}
