import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertMessageId, given } from '../options.ts'
import { layoutOf } from '../view/layout.ts'
import { operationDetail } from '../view/operations.ts'

export async function run(context: CommandContext, { words: [id, ...words] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const body = words.length === 0 ? undefined : words.join(' ')
  const operation = await client.operations.followUp({ id: assertMessageId(id), ...given('body', body) })
  if (context.json) return context.output.json(operation)
  await context.output.print(operationDetail(operation, layoutOf(context)))
}
