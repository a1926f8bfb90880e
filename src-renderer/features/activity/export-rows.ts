import type { LogRow } from '#contract/log.ts'
import { getHub } from '../../lib/hub.ts'
import type { LogKind } from './log-kind.ts'

const PAGE = 5_000

/** Everything the filter matches, read page by page and saved as a file: the filter, not what happens to be on screen. */
export async function exportRows(kind: LogKind, filter: string, format: 'jsonl' | 'csv'): Promise<number> {
  const lines: string[] = format === 'csv' ? [CSV_COLUMNS.join(',')] : []
  let rows = 0
  let after = 0
  for (let isEnd = false; !isEnd;) {
    const answer = await getHub().log.list({ kind, filter, after, limit: PAGE })
    lines.push(...answer.rows.map(row => (format === 'csv' ? csvLine(row) : JSON.stringify(row))))
    rows += answer.rows.length
    after = answer.next
    isEnd = answer.end
  }
  save(`${lines.join('\n')}\n`, `comms-${kind}.${format}`, format === 'csv' ? 'text/csv' : 'application/x-ndjson')
  return rows
}

const CSV_COLUMNS = ['number', 'at', 'type', 'by', 'to', 'status', 'text'] as const satisfies readonly (keyof LogRow)[]

function csvLine(row: LogRow): string {
  return CSV_COLUMNS.map(column => csvCell(String(row[column]))).join(',')
}

/** A spreadsheet takes a cell that starts with = + - @ for a formula; here it is text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function save(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
