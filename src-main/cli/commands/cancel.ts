import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertMessageId, given } from '../options.ts'
import { receiptLines } from '../view/receipts.ts'

export async function run(context: CommandContext, { words: [id, target] }: CommandCall): Promise<void> {
  const messageId = assertMessageId(id)
  const { client } = await context.connect()
  const answer = await client.messages.cancel({ messageId, ...given('target', target) })
  if (context.json) return context.output.json(answer)
  await context.output.print(receiptLines(answer.deliveries, context))
}
