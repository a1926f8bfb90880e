import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertMessageId } from '../options.ts'
import { layoutOf } from '../view/layout.ts'
import { operationDetail } from '../view/operations.ts'

export async function run(context: CommandContext, { words: [id] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const operation = await client.operations.show({ id: assertMessageId(id) })
  if (context.json) return context.output.json(operation)
  await context.output.print(operationDetail(operation, layoutOf(context)))
}
