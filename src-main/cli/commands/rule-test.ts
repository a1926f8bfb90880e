import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findCount, given } from '../options.ts'
import { testLines } from '../view/rules.ts'

export async function run(context: CommandContext, { words: [rule = ''], options }: CommandCall): Promise<void> {
  const look = given('look', findCount(options, 'look', 5_000))
  const { client } = await context.connect()
  const tested = await client.rules.test({ rule, ...look })
  if (context.json) return context.output.json(tested)
  await context.output.print(testLines(tested, context.paint, context.clock.now()))
  if (!tested.rule.isOn) context.output.note(`Nothing was sent. comms rule on ${rule} switches it on.`)
}
