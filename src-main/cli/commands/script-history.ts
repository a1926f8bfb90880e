import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findCount, given, isRunId } from '../options.ts'
import { allOutput } from '../script/output-pages.ts'
import { historyLines, outputLines, runLines } from '../view/script-runs.ts'

export async function run(context: CommandContext, { words: [name], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  if (name !== undefined && isRunId(name)) {
    const runId = name.toLowerCase()
    const one = await client.scripts.results({ runId })
    const output = await allOutput(client, runId)
    if (context.json) return context.output.json({ run: one, output })
    return context.output.print([...runLines(one, context), ...outputLines(one, output)])
  }
  const limit = findCount(options, 'limit', 200)
  const answer = await client.scripts.runs({ ...given('script', name), ...given('limit', limit) })
  if (context.json) return context.output.json(answer)
  if (answer.runs.length === 0) context.output.note('No script was run yet: comms script ls lists the library.')
  await context.output.print(historyLines(answer.runs, context))
}
