import type { Outputs } from '#client/calls.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findCount, findText, given, isSet } from '../options.ts'
import { printSafe } from '../print-safe.ts'
import { renderTable, type Cell } from '../view/table.ts'
import { relativeTime } from '../view/time.ts'

type InboxMessage = Outputs['inbox']['list']['messages'][number]

export async function run(context: CommandContext, { options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const answer = await client.inbox.list({
    ...given('reader', findText(options, 'reader')),
    ...given('all', isSet(options, 'all') ? 'true' : undefined),
    ...given('limit', findCount(options, 'limit', 1_000)),
  })
  if (context.json) return context.output.json(answer)
  if (answer.messages.length === 0) context.output.note('Nothing unread.')
  const rows = answer.messages.map(message => inboxRow(message, context.clock.now()))
  await context.output.print(renderTable(rows, context))
}

function inboxRow(message: InboxMessage, now: number): readonly Cell[] {
  const [firstLine = ''] = message.body.split('\n')
  return [
    message.readAt === null ? '●' : ' ',
    // The whole id: ids made close together begin alike.
    { text: message.id, colour: 'dim' },
    { text: printSafe(message.from), colour: 'bold' },
    { text: relativeTime(message.at, now), colour: 'dim' },
    message.kind,
    printSafe(firstLine),
  ]
}
