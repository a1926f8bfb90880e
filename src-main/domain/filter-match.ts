import { compilePattern, patternMatches, type CompiledPattern } from './filter-pattern.ts'
import type { Filter, FilterKey, FilterTerm, FilterValue } from './filter-terms.ts'
import { momentOf, spanHolds, type Now } from './filter-time.ts'
import { anyIncludes } from './filter-words.ts'

/** A thing a filter can be asked about. */
export interface Subject {
  /** What plain text and patterns are looked for in. */
  readonly texts: readonly string[]
  /** Answers one value of any key that is not about time. */
  holds(key: FilterKey, value: FilterValue): boolean
  /** Milliseconds since 1970, or NaN when the thing has no time; then no time holds. */
  readonly at: number
  /** Milliseconds it took or exists, or NaN. */
  readonly lasted: number
}

/** True when every term of the filter holds. */
export function subjectMatches(filter: Filter, subject: Subject, now: Now): boolean {
  return filter.terms.every(term => termHolds(term, subject, now) !== term.negated)
}

function termHolds(term: FilterTerm, subject: Subject, now: Now): boolean {
  if (term.kind === 'text') return anyIncludes(term.text, subject.texts)
  if (term.kind === 'key') return term.values.some(value => valueHolds(term.key, value, subject, now))
  const program = compiled(term)
  return subject.texts.some(text => patternMatches(program, text))
}

function valueHolds(key: FilterKey, value: FilterValue, subject: Subject, now: Now): boolean {
  switch (value.kind) {
    case 'word':
    case 'glob':
      return subject.holds(key, value)
    case 'span':
      return spanHolds(value, subject.lasted)
    case 'ago':
    case 'day':
    case 'at':
      return key === 'since' ? subject.at >= momentOf(value, now) : subject.at < momentOf(value, now)
  }
}

/** A filter is asked about every row; its patterns are compiled once. Nothing but speed depends on this. */
const programs = new WeakMap<FilterTerm, CompiledPattern>()

function compiled(term: Extract<FilterTerm, { kind: 'pattern' }>): CompiledPattern {
  const known = programs.get(term)
  if (known !== undefined) return known
  const program = compilePattern(term.source)
  // A filter that was read has only patterns that compile.
  if (typeof program === 'string') throw new Error(`pattern was not checked: ${program}`)
  programs.set(term, program)
  return program
}
