import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { layoutOf } from '../view/layout.ts'
import { receiptLines } from '../view/receipts.ts'
import { sessionFacts } from '../view/sessions.ts'

export async function run(context: CommandContext, { words: [target = ''] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.sessions.show({ target })
  if (context.json) return context.output.json(answer)
  await context.output.print(sessionFacts(answer.session, layoutOf(context), answer.claude))
  if (answer.receipts.length === 0) return
  await context.output.print(['', 'latest receipts', ...receiptLines(answer.receipts, context)])
}
