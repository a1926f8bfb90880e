import { doorOfCaller } from '../caller-door.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { isSet } from '../options.ts'
import { readPolicy } from '../schedule/read-policy.ts'
import { readWhat } from '../schedule/read-what.ts'
import { getWhen } from '../schedule/read-when.ts'
import { layoutOf } from '../view/layout.ts'
import { previewLines, scheduleLines } from '../view/schedules.ts'

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const [name = '', ...targets] = call.words
  const when = getWhen(call.options)
  const what = await readWhat(call, targets)
  const { client } = await context.connect()
  const preview = await client.schedules.preview({ when, what })
  const told = previewLines(preview, 'zone' in when ? when.zone : undefined, context.clock.now())
  if (isSet(call.options, 'dryRun')) {
    if (context.json) return context.output.json(preview)
    return context.output.print([preview.sentence, ...told])
  }
  const isProposal = isSet(call.options, 'propose') || doorOfCaller(context.env) === 'agent'
  const make = isProposal ? client.schedules.propose : client.schedules.save
  const schedule = await make({ name, what, when, policy: readPolicy(call.options) })
  if (context.json) return context.output.json(schedule)
  await context.output.print([...scheduleLines([schedule], layoutOf(context)), ...told])
  if (schedule.state === 'proposed') context.output.note(`It waits for a person: comms schedule approve ${name}`)
}
