import { compilePattern, patternMatches } from '#domain/filter-pattern.ts'
import type { TranscriptMatcher } from '#domain/transcript-ports.ts'
import { redactWhole } from './redact.ts'

/**
 * How far a pattern follows one saying: characters times steps of the pattern. Whatever the pattern, a saying then costs
 * some milliseconds.
 */
const MOST_WORK = 1_000_000

/** Every word somewhere in the text, whatever the case of its letters. */
export function wordMatcher(query: string): TranscriptMatcher {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean)
  return {
    excerpt(text, context) {
      const low = text.toLowerCase()
      if (!words.every(word => low.includes(word))) return undefined
      const lines = low.split('\n')
      const best = lines.findIndex(line => words.every(word => line.includes(word)))
      const some = lines.findIndex(line => words.some(word => line.includes(word)))
      return cut(text, best === -1 ? Math.max(some, 0) : best, context)
    },
  }
}

/** One line that the pattern matches, or, in words, why it is no pattern. The work for a line is bounded. */
export function patternMatcher(source: string): TranscriptMatcher | string {
  const program = compilePattern(source)
  if (typeof program === 'string') return program
  return {
    excerpt(text, context) {
      const searched = text.slice(0, MOST_WORK / program.length)
      const place = searched.split('\n').findIndex(line => patternMatches(program, line))
      return place === -1 ? undefined : cut(text, place, context)
    },
  }
}

function cut(text: string, place: number, context: number): string {
  const lines = text.split('\n').slice(Math.max(0, place - context), place + context + 1)
  return lines.map(redactWhole).join('\n')
}
