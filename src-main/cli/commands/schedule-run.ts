import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findCount, findText, given, isSet } from '../options.ts'
import { readMoment } from '../schedule/read-when.ts'
import { runLines } from '../view/schedules.ts'
import { plural } from '../view/plural.ts'

export async function run(context: CommandContext, { words: [schedule = ''], options }: CommandCall): Promise<void> {
  const from = findText(options, 'from')
  if (from !== undefined) return backfill(context, schedule, from, options)
  if (['to', 'most', 'dryRun'].some(flag => options[flag] !== undefined)) {
    throw new HubError('bad_request', '--to, --most and --dry-run belong to a backfill: say --from too')
  }
  const { client } = await context.connect()
  const started = await client.schedules.run({ schedule })
  if (context.json) return context.output.json(started)
  await context.output.print(runLines([started], context))
}

async function backfill(
  context: CommandContext,
  schedule: string,
  from: string,
  options: CommandCall['options'],
): Promise<void> {
  const isPreview = isSet(options, 'dryRun')
  const to = findText(options, 'to')
  const { client } = await context.connect()
  const answer = await client.schedules.backfill({
    schedule,
    from: readMoment(from, '--from'),
    to: to === undefined ? new Date(context.clock.now()).toISOString() : readMoment(to, '--to'),
    isPreview,
    ...given('most', findCount(options, 'most', 100)),
  })
  if (context.json) return context.output.json(answer)
  const head = `${isPreview ? 'Would run' : 'Runs'} ${plural(answer.due.length, 'due moment')}`
  const rest = `${answer.alreadyRun} ran already, ${answer.leftOut} more are left out`
  await context.output.print([`${head}; ${rest}.`, ...answer.due])
}
