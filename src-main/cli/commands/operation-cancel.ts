import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertMessageId } from '../options.ts'
import { printOperation } from '../print-operation.ts'

export async function run(context: CommandContext, { words: [id] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  await printOperation(context, await client.operations.cancel({ id: assertMessageId(id) }))
}
