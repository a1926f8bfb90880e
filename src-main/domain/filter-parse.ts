import { SessionState } from '#contract/session.ts'
import { compilePattern } from './filter-pattern.ts'
import { scanFilter, type ScannedTerm, type ScannedValue } from './filter-scan.ts'
import {
  FILTER_KEYS,
  type BadFilter,
  type FilterKey,
  type FilterReading,
  type FilterTerm,
  type FilterValue,
} from './filter-terms.ts'
import { readSpan, readTime } from './filter-time.ts'
import { printValue } from './filter-print.ts'
import { visibleLine } from './sanitize-line.ts'
import { findSimilar } from './target-similar.ts'

/** Words behind `is:` besides the states: an agent, one that waits for a person, one that waits for work. */
const IS_WORDS: readonly string[] = [...SessionState.options, 'agent', 'needs-me', 'ready']
/** Words behind `has:`. */
const HAS_WORDS: readonly string[] = ['agent', 'branch', 'draft', 'group', 'text', 'title']
const TIME_HELP = 'a span such as 10m, 2h or 3d, today, yesterday, or a time such as 2026-11-20T10:00Z'
const SPAN_HELP = 'a length of time such as >5s, <=2m or 1h'

/**
 * Reads a filter as a person writes it. A word with a key nobody knows is plain text and gives a hint; only what cannot
 * be read at all is `bad`. A key written twice is one term with the values of both, so `-is:idle -is:done` means neither.
 */
export function parseFilter(text: string): FilterReading {
  const scanned = scanFilter(text)
  if (scanned.kind === 'bad') return scanned
  const terms: FilterTerm[] = []
  const hints: string[] = []
  for (const piece of scanned.terms) {
    const term = readTerm(piece)
    if ('message' in term) return term
    addTerm(terms, term)
    const hint = unknownKeyHint(piece)
    if (hint !== undefined) hints.push(hint)
  }
  return { kind: 'filter', filter: { terms }, hints }
}

function readTerm(piece: ScannedTerm): FilterTerm | BadFilter {
  const { negated, position } = piece
  if (piece.kind === 'text') return { kind: 'text', text: piece.text, negated }
  if (piece.kind === 'pattern') {
    const program = compilePattern(piece.source)
    if (typeof program === 'string')
      return { kind: 'bad', message: `the pattern is not accepted: ${program}`, position }
    return { kind: 'pattern', source: piece.source, negated }
  }
  if (piece.values.length === 0) return bad(piece.key, undefined, position)
  const values: FilterValue[] = []
  for (const scanned of piece.values) {
    const value = readValue(piece.key, scanned)
    if (value === undefined) return bad(piece.key, scanned.text, scanned.position)
    values.push(value)
  }
  return { kind: 'key', key: piece.key, values: unique(values), negated }
}

function readValue(key: FilterKey, { text, quoted }: ScannedValue): FilterValue | undefined {
  if (key === 'since' || key === 'before') return readTime(text)
  if (key === 'dur') return readSpan(text)
  if (key === 'is') return oneOf(IS_WORDS, text)
  if (key === 'has') return oneOf(HAS_WORDS, text)
  if (key === 'dir') return isUsableFolder(text) ? { kind: 'word', text } : undefined
  return !quoted && text.includes('*') ? { kind: 'glob', text } : { kind: 'word', text }
}

function oneOf(words: readonly string[], text: string): FilterValue | undefined {
  const word = text.toLowerCase()
  return words.includes(word) ? { kind: 'word', text: word } : undefined
}

/** Only the caller knows where `.` is, and a filter travels: saved in a group it would mean another place. */
function isUsableFolder(text: string): boolean {
  return text !== '' && !/^\.\.?(\/|$)/.test(text)
}

function bad(key: FilterKey, value: string | undefined, position: number): BadFilter {
  const problem = value === undefined ? 'a value is missing' : `"${visibleLine(value, 40)}" is not`
  return { kind: 'bad', message: `${key}: takes ${accepted(key)}; ${problem}`, position }
}

function accepted(key: FilterKey): string {
  if (key === 'is') return IS_WORDS.join(', ')
  if (key === 'has') return HAS_WORDS.join(', ')
  if (key === 'since' || key === 'before') return TIME_HELP
  if (key === 'dur') return SPAN_HELP
  if (key === 'dir') return 'an absolute path, one that begins with ~, or names of folders'
  return 'a word, several with commas between them, or "words in quotes"'
}

function addTerm(terms: FilterTerm[], term: FilterTerm): void {
  const index = terms.findIndex(
    other => other.kind === 'key' && term.kind === 'key' && other.key === term.key && other.negated === term.negated,
  )
  const earlier = terms[index]
  if (earlier?.kind !== 'key' || term.kind !== 'key') terms.push(term)
  else terms[index] = { ...earlier, values: unique([...earlier.values, ...term.values]) }
}

function unique(values: readonly FilterValue[]): readonly FilterValue[] {
  return [...new Map(values.map(value => [printValue(value), value])).values()]
}

/** Web addresses have a colon too, and nobody means a key by them. */
function unknownKeyHint(piece: ScannedTerm): string | undefined {
  const word = piece.kind === 'text' && !piece.quoted ? piece.text : ''
  const key = /^([a-z][a-z0-9_-]{0,31}):(?!\/\/)/i.exec(word)?.[1]
  if (key === undefined) return undefined
  const [near] = findSimilar(key, FILTER_KEYS, 1)
  return `"${key}:" is not a key, so it is read as plain text${near === undefined ? '' : `; did you mean ${near}: ?`}`
}
