import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'

/** Without a value it prints what is kept; an empty one takes it away. */
export async function run(context: CommandContext, { words: [target = '', name = '', value] }: CommandCall) {
  const { client } = await context.connect()
  if (value !== undefined) {
    const answer = await client.sessions.tag({ target, name, value })
    if (context.json) return context.output.json(answer)
    return context.output.print(`${printSafe(target)}: ${name} is now ${printSafe(value)}`)
  }
  const answer = await client.sessions.tagged({ target, name })
  if (context.json) return context.output.json(answer)
  if (answer.value !== null) await context.output.print(printSafe(answer.value))
}
