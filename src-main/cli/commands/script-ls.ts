import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'
import { scriptLines } from '../view/scripts.ts'

export async function run(context: CommandContext, { words }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.scripts.list()
  const wanted = words.map(word => word.toLowerCase())
  const scripts = answer.scripts.filter(({ id, name, description, category }) => {
    const text = [id, name, description, category].join(' ').toLowerCase()
    return wanted.every(word => text.includes(word))
  })
  if (context.json) return context.output.json({ ...answer, scripts })
  context.output.note(answer.problems.map(problem => `note: ${printSafe(problem)}`))
  if (scripts.length === 0) context.output.note('No script holds that; comms script ls lists all of them.')
  await context.output.print(scriptLines(scripts, context))
}
