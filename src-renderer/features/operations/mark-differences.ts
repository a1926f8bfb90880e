import { compareSequences } from '../../lib/compare-sequences.ts'

/**
 * A stretch of an answer. `changed` where it says something else than the answer it is compared with: `text` is what
 * stands here, `instead` what stands there; either may be empty.
 */
export type Stretch =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'changed'; readonly text: string; readonly instead: string }

/** Words, else lines, compared one by one at most. */
const MOST = 1_000

const WORDS = /\S+\s*/g
const LINES = /[^\n]*\n*/g

/**
 * Where an answer differs from another one: word by word, line by line where they are long. Space alone is no
 * difference. Undefined when they are too long for either.
 */
export function markDifferences(base: string, answer: string): readonly Stretch[] | undefined {
  return compareBy(WORDS, base, answer) ?? compareBy(LINES, base, answer)
}

export function countDifferences(stretches: readonly Stretch[]): number {
  return stretches.filter(({ kind }) => kind === 'changed').length
}

function compareBy(unit: RegExp, base: string, answer: string): readonly Stretch[] | undefined {
  const [there, here] = [cut(unit, base), cut(unit, answer)]
  if (there.length > MOST || here.length > MOST) return undefined
  const stretches: Stretch[] = []
  let [i, j] = [0, 0]
  for (const { kind } of compareSequences(there.map(bare), here.map(bare))) {
    const last = stretches.at(-1)
    if (kind === 'same') {
      const text = here[j++] ?? ''
      i++
      if (last?.kind === 'same') stretches[stretches.length - 1] = { kind, text: last.text + text }
      else stretches.push({ kind, text })
    } else {
      const known = last?.kind === 'changed' ? last : { text: '', instead: '' }
      const change =
        kind === 'added'
          ? { text: known.text + (here[j++] ?? ''), instead: known.instead }
          : { text: known.text, instead: known.instead + (there[i++] ?? '') }
      if (last?.kind === 'changed') stretches.pop()
      stretches.push({ kind: 'changed', ...change })
    }
  }
  return stretches
}

function cut(unit: RegExp, text: string): readonly string[] {
  return (text.trim().match(unit) ?? []).filter(piece => piece !== '')
}

function bare(piece: string): string {
  return piece.trim()
}
