import type { LogRow } from '#contract/log.ts'
import { subjectMatches } from './filter-match.ts'
import type { Filter, FilterKey, FilterValue } from './filter-terms.ts'
import { anyEquals, anyIdEquals, isInFolder } from './filter-words.ts'

/** What a log row does not say about itself. */
export interface RowContext {
  /** The person's home folder, absolute, for `dir:~/src`. */
  readonly home?: string
  /** Minutes that local time is ahead of UTC, for `since:today`. */
  readonly utcOffsetMinutes?: number
}

type Data = Readonly<Record<string, unknown>>

/**
 * True when the row matches; `now` in milliseconds since 1970. What the row has no column for is looked up in its data,
 * so `dir:`, `kind:` or `branch:` find the events of a session. `dur:` is how long a delivery has taken.
 */
export function matchesLogRow(filter: Filter, row: LogRow, now: number, context: RowContext = {}): boolean {
  const data = asData(row.data)
  const subject = {
    texts: [row.text, row.by, row.to],
    holds: (key: FilterKey, value: FilterValue) => holds(key, value, row, data, context),
    at: Date.parse(row.at),
    lasted: lasted(data),
  }
  return subjectMatches(filter, subject, { ...context, now })
}

function holds(key: FilterKey, value: FilterValue, row: LogRow, data: Data, context: RowContext): boolean {
  const text = value.kind === 'word' ? value.text : ''
  if (key === 'is') return is(text, row, data)
  if (key === 'has') return has(text, row, data)
  if (key === 'dir') return isInFolder(text, strings(data['cwd'])[0] ?? '', context.home ?? '')
  if (key === 'id') return anyIdEquals(value, idsOf(row, data))
  return anyEquals(value, fieldsOf(key, row, data))
}

function is(word: string, row: LogRow, data: Data): boolean {
  if (word === 'agent') return typeof data['agent'] === 'string' || asData(data['from'])['kind'] === 'agent'
  if (word === 'needs-me') return row.status === 'blocked'
  return row.status === (word === 'ready' ? 'idle' : word)
}

function has(word: string, row: LogRow, data: Data): boolean {
  if (word === 'text') return row.text !== ''
  if (word === 'draft') return data['detail'] === 'draft'
  return strings(data[word]).some(text => text !== '')
}

function fieldsOf(key: FilterKey, row: LogRow, data: Data): readonly string[] {
  const to = asData(data['to'])
  switch (key) {
    case 'to':
      return [row.to, ...row.to.split(/,\s*/), ...strings(to['name'], to['address'])]
    case 'by':
      return [row.by, ...strings(asData(data['from'])['name'])]
    case 'status':
      return [row.status]
    case 'type':
      return [row.type, row.type.split('.')[0] ?? '']
    case 'level':
      return [levelOf(row, data)]
    case 'group':
      return row.type.startsWith('group.')
        ? strings(data['name'])
        : row.to.startsWith('@')
          ? [row.to, row.to.slice(1)]
          : []
    case 'name':
      return strings(data['name'], data['agent'], to['name'])
    case 'in':
      return strings(data['conversation'], ...Object.values(asData(data['location'])))
    case 'host':
      return ['local', 'localhost']
    default:
      return strings(data[key])
  }
}

function idsOf(row: LogRow, data: Data): readonly string[] {
  const ids = strings(data['id'], data['messageId'], data['address'], data['root'], asData(data['to'])['address'])
  return [String(row.number), ...ids]
}

const LEVELS: Readonly<Record<string, string>> = {
  failed: 'error',
  error: 'error',
  uncertain: 'warn',
  expired: 'warn',
  skipped: 'warn',
  blocked: 'warn',
}

/** Events have no level of their own; people look for trouble by one. */
function levelOf(row: LogRow, data: Data): string {
  return strings(data['level'])[0] ?? LEVELS[row.status] ?? 'info'
}

/** From the first to the last step of a delivery, in milliseconds; NaN for anything else. */
function lasted(data: Data): number {
  const steps: readonly unknown[] = Array.isArray(data['steps']) ? data['steps'] : []
  const [first, last] = [steps[0], steps.at(-1)].map(step => Date.parse(strings(asData(step)['at'])[0] ?? ''))
  return (last ?? NaN) - (first ?? NaN)
}

function asData(value: unknown): Data {
  return typeof value === 'object' && value !== null ? (value as Data) : {}
}

function strings(...values: readonly unknown[]): readonly string[] {
  return values.filter(value => typeof value === 'string')
}
