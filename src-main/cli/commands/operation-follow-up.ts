import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertMessageId, given } from '../options.ts'
import { printOperation } from '../print-operation.ts'
import { chooseMessageId } from '../send/read-request.ts'

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const [id, ...words] = call.words
  const body = words.length === 0 ? undefined : words.join(' ')
  const request = { id: assertMessageId(id), messageId: chooseMessageId(context, call), ...given('body', body) }
  const { client } = await context.connect()
  await printOperation(context, await client.operations.followUp(request))
}
