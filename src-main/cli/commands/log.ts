import type { LogRow } from '#client/calls.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { LOG_KINDS } from '../log-pages.ts'
import { findChoice, findCount, given, isSet } from '../options.ts'
import { printSafe } from '../print-safe.ts'
import { renderTable, type Cell } from '../view/table.ts'
import { timeOfDay } from '../view/time.ts'

export async function run(context: CommandContext, { words, options }: CommandCall): Promise<void> {
  const hub = await context.connect()
  const query = { filter: words.join(' '), kind: findChoice(options, 'kind', LOG_KINDS) ?? 'events' }
  const page = await hub.client.log.list({ ...query, ...given('limit', findCount(options, 'limit', 5_000)) })
  const isFollowing = isSet(options, 'follow')
  // A stream is one document per line from its first row on.
  if (context.json && !isFollowing) return context.output.json(page)
  if (!context.json) context.output.note(page.hints.map(hint => `note: ${printSafe(hint)}`))
  if (!context.json && page.rows.length === 0) context.output.note(emptyWords(query.filter))
  await showRows(context, page.rows)
  if (!isFollowing) return
  const { followLog } = await import('../follow-log.ts')
  await followLog(context, hub, query, page.next, rows => showRows(context, rows))
}

function emptyWords(filter: string): string {
  return filter === '' ? 'Nothing has happened yet.' : `Nothing in the log matches ${printSafe(filter)}.`
}

async function showRows(context: CommandContext, rows: readonly LogRow[]): Promise<void> {
  if (!context.json) return context.output.print(renderTable(rows.map(logRow), context))
  for (const row of rows) await context.output.json(row)
}

function logRow(row: LogRow): readonly Cell[] {
  const [text = ''] = row.text.split('\n')
  return [
    { text: timeOfDay(row.at), colour: 'dim' },
    row.type,
    printSafe([row.by, row.to].filter(name => name !== '').join(' → ')),
    printSafe(row.status),
    printSafe(text),
  ]
}
