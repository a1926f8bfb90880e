import type { LogRow } from '#client/calls.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { csvRecord } from '../csv.ts'
import { LOG_KINDS, logPages } from '../log-pages.ts'
import { findChoice } from '../options.ts'
import { printSafeLines, safeJson } from '../print-safe.ts'

const COLUMNS = ['number', 'at', 'type', 'by', 'to', 'status', 'text'] as const satisfies readonly (keyof LogRow)[]

export async function run(context: CommandContext, { words, options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const query = { filter: words.join(' '), kind: findChoice(options, 'kind', LOG_KINDS) ?? 'events' }
  const isCsv = options['format'] === 'csv'
  if (isCsv) await context.output.print(csvRecord(COLUMNS))
  for await (const rows of logPages(client, query, 0)) {
    await context.output.print(rows.map(isCsv ? toCsv : safeJson))
  }
}

function toCsv(row: LogRow): string {
  return csvRecord(COLUMNS.map(column => (column === 'number' ? row.number : printSafeLines(row[column]).join('\n'))))
}
