import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findCount, given } from '../options.ts'
import { runLines } from '../view/schedules.ts'

export async function run(context: CommandContext, { words: [schedule = ''], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.schedules.runs({ schedule, ...given('limit', findCount(options, 'limit', 1_000)) })
  if (context.json) return context.output.json(answer)
  if (answer.runs.length === 0) context.output.note('It has not run yet.')
  await context.output.print(runLines(answer.runs.toReversed(), context))
}
