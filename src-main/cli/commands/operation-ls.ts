import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findCount, given } from '../options.ts'
import { layoutOf } from '../view/layout.ts'
import { operationLines } from '../view/operations.ts'

export async function run(context: CommandContext, { options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.operations.list(given('limit', findCount(options, 'limit', 500)))
  if (context.json) return context.output.json(answer)
  const lines = operationLines(answer.operations, layoutOf(context))
  await context.output.print(lines.length > 0 ? lines : ['No operations yet. comms operation start makes one.'])
}
