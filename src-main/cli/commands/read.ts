import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText, given } from '../options.ts'
import { printSafe, printSafeLines } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [id = ''], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const message = await client.inbox.read({ messageId: id, ...given('reader', findText(options, 'reader')) })
  if (context.json) return context.output.json(message)
  const answers = message.replyTo === null ? '' : ` · answers ${message.replyTo}`
  const head = `from ${printSafe(message.from)} · ${message.kind} · ${message.at} · ${message.id}${answers}`
  await context.output.print([context.paint(head, 'dim'), '', ...printSafeLines(message.body)])
}
