import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [id = '', ...result] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const text = result.join(' ')
  const answer = await client.asks.done({ messageId: id, ...(text !== '' && { result: text }) })
  if (context.json) return context.output.json(answer)
  await context.output.print(`Answered ${printSafe(id)}.`)
}
