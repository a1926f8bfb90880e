import type { Filter, FilterTerm, FilterValue } from './filter-terms.ts'
import { printSpan, printTime } from './filter-time.ts'

/** Writes a filter so that reading it again gives the same filter; the one form it is saved and shown in. */
export function printFilter(filter: Filter): string {
  return filter.terms.map(term => (term.negated ? '-' : '') + printTerm(term)).join(' ')
}

/** One value as it stands behind its key; two values mean the same exactly when this is equal. */
export function printValue(value: FilterValue): string {
  switch (value.kind) {
    case 'word':
      return /^[^\s,"*][^\s,*]*$/.test(value.text) ? value.text : quote(value.text)
    case 'glob':
      return value.text
    case 'span':
      return printSpan(value)
    case 'ago':
    case 'day':
    case 'at':
      return printTime(value)
  }
}

/** Text in quotes, whatever is in it. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`
}

function printTerm(term: FilterTerm): string {
  if (term.kind === 'key') return `${term.key}:${term.values.map(printValue).join(',')}`
  if (term.kind === 'pattern') return `/${term.source.replaceAll('/', String.raw`\/`)}/`
  return isPlainWord(term.text) ? term.text : quote(term.text)
}

/** A word that reads as itself: no blank, no first character with a meaning here or in a target, nothing that looks like a key. */
function isPlainWord(text: string): boolean {
  return /^[^\s"/@-]\S*$/.test(text) && !/^[a-z][a-z0-9_-]*:/i.test(text)
}
