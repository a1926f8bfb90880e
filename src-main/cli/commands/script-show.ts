import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafeLines } from '../print-safe.ts'
import { scriptFacts } from '../view/scripts.ts'

export async function run(context: CommandContext, { words: [script = ''] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.scripts.show({ script })
  if (context.json) return context.output.json(answer)
  await context.output.print(scriptFacts(answer.script, context))
  if (answer.text !== null) await context.output.print(['', ...printSafeLines(answer.text.trimEnd())])
}
