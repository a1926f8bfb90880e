import { HubError } from '#contract/errors.ts'
import { digest } from './digest.ts'
import { escapeControls } from './log-format.ts'

/** Longest text kept of one value, in characters. */
const LONGEST_TEXT = 4_000
/** Entries kept of one list or record, and how deep they are followed. */
const MOST_ENTRIES = 50
const DEEPEST = 6

/** Names under which what people and agents wrote, or a screen that shows it, travels through the program. */
const CONTENT = /^(body|text|typed|prompt|draft|above|lines|bright|screen|composer|stdout|stderr|input)$/i
const SECRET = /token|secret|password|passphrase|authorization|cookie|api[-_]?key|private[-_]?key|environment|^env$/i

/** Facts as the log may keep them: content as length and hash, secrets gone, errors as data, nothing endless. */
export function scrubFacts(facts: object): Record<string, unknown> {
  return scrubRecord(facts, 0)
}

/** A text of ours, cut where it is too long to be one. */
export function scrubText(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}… (${text.length} characters)`
}

/** A finished line: secrets inside addresses and headers go, whatever text they came in; controls are escaped. */
export function scrubLine(line: string): string {
  const open = line
    .trimEnd()
    .replace(/([?&#](?:access_)?(?:token|key|secret|code)=)[^&#\s"\\]+/gi, '$1[redacted]')
    .replace(/\b(Bearer|Basic)\s+[\w.~+/-]+=*/g, '$1 [redacted]')
  return `${escapeControls(open)}\n`
}

function scrubRecord(record: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(record)
  // `fromEntries` defines each name on the new record, `__proto__` included; assigning would not.
  const kept = Object.fromEntries(
    entries.slice(0, MOST_ENTRIES).map(([name, value]) => [name, scrubField(name, value, depth)]),
  )
  return entries.length <= MOST_ENTRIES ? kept : { ...kept, '…': `${entries.length - MOST_ENTRIES} more` }
}

function scrubField(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'number') return value
  if (SECRET.test(name)) return '[redacted]'
  return CONTENT.test(name) ? summarise(value) : scrubValue(value, depth + 1)
}

function scrubValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return '[deeper]'
  if (value instanceof Error) return scrubError(value, depth)
  if (value instanceof Date) return String(value.valueOf())
  if (ArrayBuffer.isView(value)) return summarise(value)
  if (Array.isArray(value)) return scrubList(value, depth)
  return scrubRecord(value, depth)
}

function scrubList(list: readonly unknown[], depth: number): readonly unknown[] {
  const kept = list.slice(0, MOST_ENTRIES).map(item => scrubValue(item, depth + 1))
  return list.length <= MOST_ENTRIES ? kept : [...kept, `… ${list.length - MOST_ENTRIES} more`]
}

function scrubError(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: scrubText(error.message),
    ...(typeof code === 'string' && { code }),
    ...(error instanceof HubError && { data: scrubRecord(error.data, depth + 1) }),
    stack: scrubText(error.stack ?? ''),
    ...(error.cause !== undefined && { cause: scrubValue(error.cause, depth + 1) }),
  }
}

/** Enough to tell whether two contents are the same, and nothing to read. */
function summarise(value: unknown): { readonly length: number; readonly digest: string } {
  const text = typeof value === 'string' ? value : safeJson(value)
  return { length: text.length, digest: digest(text) }
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
