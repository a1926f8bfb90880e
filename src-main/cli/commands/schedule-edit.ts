import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText, given } from '../options.ts'
import { readPolicy } from '../schedule/read-policy.ts'
import { readWhat } from '../schedule/read-what.ts'
import { findWhen } from '../schedule/read-when.ts'
import { saysWhat } from '../schedule/what-flags.ts'
import { layoutOf } from '../view/layout.ts'
import { scheduleDetail } from '../view/schedules.ts'

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const [schedule = '', ...targets] = call.words
  const { options } = call
  const { client } = await context.connect()
  const { schedule: known } = await client.schedules.show({ schedule })
  const policy = readPolicy(options)
  const change = {
    ...given('name', findText(options, 'name')),
    ...given('what', saysWhat(call, targets) ? await readWhat(call, targets, known.what) : undefined),
    ...given('when', findWhen(options, known.when)),
    ...given('policy', Object.keys(policy).length > 0 ? policy : undefined),
  }
  if (Object.keys(change).length === 0) {
    throw new HubError('bad_request', 'Nothing to change was named', {
      hint: `comms schedule edit ${schedule} --cron "30 21 * * *"`,
    })
  }
  const changed = await client.schedules.edit({ schedule, ...change })
  if (context.json) return context.output.json(changed)
  const { preview } = await client.schedules.show({ schedule: changed.id })
  await context.output.print(scheduleDetail(changed, preview, layoutOf(context)))
}
