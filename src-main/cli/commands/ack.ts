import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText, given } from '../options.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [id = ''], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.inbox.ack({ messageId: id, ...given('reader', findText(options, 'reader')) })
  if (context.json) return context.output.json(answer)
  await context.output.print(`Acknowledged ${printSafe(id)}.`)
}
