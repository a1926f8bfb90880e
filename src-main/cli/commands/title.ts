import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [target = '', ...text] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const title = text.join(' ')
  const answer = await client.sessions.title({ target, title })
  if (context.json) return context.output.json(answer)
  await context.output.print(`${printSafe(target)} is now titled ${printSafe(title)}.`)
}
