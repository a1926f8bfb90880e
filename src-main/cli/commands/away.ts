import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'
import { relativeTime } from '../view/time.ts'

export async function run(context: CommandContext): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.away.back()
  await client.away.dismiss()
  if (context.json) return context.output.json(answer)
  const { away } = answer
  if (away === null) return context.output.note('Nothing happened while you were away.')
  const now = context.clock.now()
  const head = `Away until ${relativeTime(away.to, now)} ago, for ${relativeTime(away.from, Date.parse(away.to))}`
  await context.output.print([context.paint(head, 'dim'), ...away.lines.map(({ text }) => printSafe(text))])
}
