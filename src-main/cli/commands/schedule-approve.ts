import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { isSet } from '../options.ts'
import { layoutOf } from '../view/layout.ts'
import { scheduleDetail, scheduleLines } from '../view/schedules.ts'

export async function run(context: CommandContext, { words: [schedule = ''], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const shown = await client.schedules.show({ schedule })
  if (!context.json) await context.output.print(scheduleDetail(shown.schedule, shown.preview, layoutOf(context)))
  if (!isSet(options, 'yes')) {
    throw new HubError('needs_confirmation', 'It will speak with your authority', {
      hint: `Repeat with --yes if that is what you want: comms schedule approve ${schedule} --yes`,
      data: { why: 'approve', contentHash: shown.schedule.contentHash },
    })
  }
  const approved = await client.schedules.approve({ schedule, contentHash: shown.schedule.contentHash })
  if (context.json) return context.output.json(approved)
  await context.output.print(scheduleLines([approved], layoutOf(context)))
}
