import type { Away, AwayKind } from '#contract/away.ts'
import { visibleLine } from './sanitize.ts'

/** Names of what happened, newest last; the same name twice counts once. */
export type AwayFacts = Readonly<Record<AwayKind, readonly string[]>>

/** Names that a line tells; the others are counted. */
const NAMED = 3

const WORDS: Readonly<Record<AwayKind, (names: string) => string>> = {
  needs_you: names => `Needs you: ${names}`,
  failed: names => `Failed: ${names}`,
  asked: names => `Asked you: ${names}`,
  finished: names => `Finished: ${names}`,
  waits: names => `Wrote notes to you: ${names}`,
}

/** In the order in which a person wants to know. */
const ORDER: readonly AwayKind[] = ['needs_you', 'failed', 'asked', 'finished', 'waits']

/** At most five lines, the most pressing first. */
export function awayLines(facts: AwayFacts): Away['lines'] {
  return ORDER.filter(kind => facts[kind].length > 0).map(kind => ({ kind, text: WORDS[kind](namesOf(facts[kind])) }))
}

function namesOf(all: readonly string[]): string {
  const names = [...new Set(all.map(name => visibleLine(name, 48)))]
  const named = names.slice(-NAMED).toReversed().join(', ')
  return names.length <= NAMED ? named : `${named} and ${names.length - NAMED} more`
}
