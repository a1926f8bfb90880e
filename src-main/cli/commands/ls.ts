import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'
import { layoutOf } from '../view/layout.ts'
import { sessionLines } from '../view/sessions.ts'

export async function run(context: CommandContext, { words }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const filter = words.join(' ')
  const answer = await client.sessions.list({ filter })
  if (context.json) return context.output.json(answer)
  context.output.note(answer.hints.map(hint => `note: ${printSafe(hint)}`))
  if (answer.sessions.length === 0) context.output.note(emptyWords(filter))
  await context.output.print(sessionLines(answer.sessions, layoutOf(context)))
}

function emptyWords(filter: string): string {
  if (filter !== '') return `No session matches ${printSafe(filter)}; comms ls shows all of them.`
  return 'No sessions yet: start a program in tmux, or run comms doctor to check the connections.'
}
