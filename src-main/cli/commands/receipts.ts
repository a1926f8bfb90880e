import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertMessageId, isSet } from '../options.ts'
import { countStates, receiptDetail } from '../view/receipts.ts'

export async function run(context: CommandContext, { words: [id], options }: CommandCall): Promise<void> {
  const messageId = assertMessageId(id)
  const hub = await context.connect()
  if (isSet(options, 'follow')) {
    const { followReceipts } = await import('../follow-receipts.ts')
    return followReceipts(context, hub, messageId)
  }
  const answer = await hub.client.messages.receipts({ messageId })
  if (context.json) return context.output.json(answer)
  await context.output.print([
    ...receiptDetail(answer.deliveries, context),
    countStates(answer.deliveries, context.paint),
  ])
}
