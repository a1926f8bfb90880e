import { FILTER_KEYS, type BadFilter, type FilterKey } from './filter-terms.ts'

/** A word behind a key, before its meaning is known. */
export interface ScannedValue {
  readonly text: string
  readonly quoted: boolean
  readonly position: number
}

/** A piece of a filter between blanks. */
export type ScannedTerm = { readonly negated: boolean; readonly position: number } & (
  | { readonly kind: 'key'; readonly key: FilterKey; readonly values: readonly ScannedValue[] }
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'pattern'; readonly source: string }
)

/** A whole filter is never longer, in UTF-16 units. */
const MAX_FILTER_LENGTH = 4_000

const KEYS: ReadonlySet<string> = new Set(FILTER_KEYS)

/** Cuts a filter into terms. Knows quotes, patterns, commas and which words are keys, and nothing else. */
export function scanFilter(
  text: string,
): BadFilter | { readonly kind: 'scanned'; readonly terms: readonly ScannedTerm[] } {
  if (text.length > MAX_FILTER_LENGTH) {
    const message = `a filter has at most ${MAX_FILTER_LENGTH} characters, this one has ${text.length}`
    return { kind: 'bad', message, position: MAX_FILTER_LENGTH }
  }
  const terms: ScannedTerm[] = []
  let at = afterBlanks(text, 0)
  while (at < text.length) {
    const scanned = scanTerm(text, at)
    if ('message' in scanned) return scanned
    terms.push(scanned.value)
    at = afterBlanks(text, scanned.next)
  }
  return { kind: 'scanned', terms }
}

type Scanned<T> = { readonly value: T; readonly next: number } | BadFilter

function scanTerm(text: string, position: number): Scanned<ScannedTerm> {
  const negated = text[position] === '-' && /\S/.test(text[position + 1] ?? '')
  const start = negated ? position + 1 : position
  if (text[start] === '"') {
    const phrase = scanQuoted(text, start)
    if ('message' in phrase) return phrase
    return { value: { kind: 'text', text: phrase.value, quoted: true, negated, position }, next: phrase.next }
  }
  if (text[start] === '/') {
    const pattern = scanPattern(text, start)
    if ('message' in pattern) return pattern
    return { value: { kind: 'pattern', source: pattern.value, negated, position }, next: pattern.next }
  }
  const key = knownKeyAt(text, start)
  if (key !== undefined) {
    const values = scanValues(text, start + key.length + 1)
    if ('message' in values) return values
    return { value: { kind: 'key', key, values: values.value, negated, position }, next: values.next }
  }
  const next = wordEnd(text, start, /\s/)
  return { value: { kind: 'text', text: text.slice(start, next), quoted: false, negated, position }, next }
}

function scanValues(text: string, start: number): Scanned<ScannedValue[]> {
  const values: ScannedValue[] = []
  let at = start
  for (;;) {
    const scanned = scanValue(text, at)
    if ('message' in scanned) return scanned
    // `is:,idle` and `is:idle,` are half-typed lists, not lists with an empty value; `""` is how that is written.
    if (scanned.value.quoted || scanned.value.text !== '') values.push(scanned.value)
    if (text[scanned.next] !== ',') return { value: values, next: scanned.next }
    at = scanned.next + 1
  }
}

function scanValue(text: string, position: number): Scanned<ScannedValue> {
  if (text[position] === '"') {
    const phrase = scanQuoted(text, position)
    if ('message' in phrase) return phrase
    return { value: { text: phrase.value, quoted: true, position }, next: phrase.next }
  }
  const next = wordEnd(text, position, /[\s,]/)
  return { value: { text: text.slice(position, next), quoted: false, position }, next }
}

/** Inside quotes a backslash makes the next quote or backslash plain; before anything else it is itself. */
function scanQuoted(text: string, position: number): Scanned<string> {
  let value = ''
  for (let at = position + 1; at < text.length; at++) {
    if (text[at] === '"') return { value, next: at + 1 }
    if (text[at] === '\\' && /["\\]/.test(text[at + 1] ?? '')) at++
    value += text[at]
  }
  return { kind: 'bad', message: 'the quoted phrase does not end; close it with "', position }
}

/** A pattern ends at a slash with a blank or nothing behind it; `\/` is a slash anywhere. */
function scanPattern(text: string, position: number): Scanned<string> {
  let value = ''
  for (let at = position + 1; at < text.length; at++) {
    if (text[at] === '/' && /^\s?$/.test(text[at + 1] ?? '')) return { value, next: at + 1 }
    if (text[at] === '\\') {
      at++
      if (text[at] !== '/') value += '\\'
    }
    value += text[at] ?? ''
  }
  const message = 'the pattern does not end; write /pattern/, and dir:/path for a folder'
  return { kind: 'bad', message, position }
}

function knownKeyAt(text: string, position: number): FilterKey | undefined {
  const word = /^([a-z]+):/i.exec(text.slice(position, position + 16))?.[1]?.toLowerCase() ?? ''
  return KEYS.has(word) ? (word as FilterKey) : undefined
}

function wordEnd(text: string, from: number, stop: RegExp): number {
  let at = from
  while (at < text.length && !stop.test(text[at] ?? '')) at++
  return at
}

function afterBlanks(text: string, from: number): number {
  return wordEnd(text, from, /\S/)
}
