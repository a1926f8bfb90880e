import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { isSet } from '../options.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [target = ''], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.sessions.close({ target, confirmed: isSet(options, 'yes') })
  if (context.json) return context.output.json(answer)
  await context.output.print(`${printSafe(target)} is closed.`)
}
