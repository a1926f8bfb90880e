import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertRunId } from '../options.ts'
import { runLines } from '../view/script-runs.ts'

export async function run(context: CommandContext, { words: [id, ...targets] }: CommandCall): Promise<void> {
  const runId = assertRunId(id)
  const { client } = await context.connect()
  const stopped = await client.scripts.stop({ runId, targets })
  if (context.json) return context.output.json(stopped)
  await context.output.print(runLines(stopped, context))
}
