import type { Composer } from '#domain/ports.ts'
import { endsAtTop } from './cut-text.ts'
import { comparable, matchWrapped } from './wrapped-text.ts'

/** Marks that programs put before what was said to them. */
const MARK = /^\s*(?:[❯›>»▸▶][ \u00a0]?)?/u
/** The left side of a box; rows that have one may have the other side too. */
const LEFT_SIDE = /^\s*[│┃▌▎▏]/u
const RIGHT_SIDE = /\s*[│┃▐]$/u
/** A shell's or interpreter's prompt in front of what was typed, such as `me@host:~$ `. */
const PROMPT_END = /[$#%>❯›»λ➜] +|^In \[\d+\]: /gu

/**
 * True when the composer holds exactly this text. Soft wraps and the program's indent are allowed for; one character
 * more or less is another text.
 */
export function composerHolds(composer: Composer, text: string): boolean {
  if (composer.kind !== 'text') return false
  const wanted = comparable(text)
  if (wanted === '') return false
  const rows = composer.text.split('\n')
  const match = matchWrapped(rows, wanted) ?? matchWrapped(rows, wanted.trimStart())
  if (match === undefined || match.rest !== '') return false
  return rows.slice(match.rows).every(row => comparable(row) === '')
}

/** True when the text stands among these rows as something that was said. */
export function showsAbove(above: readonly string[], text: string): boolean {
  return countAbove(above, text) > 0
}

/**
 * How often the text stands among these rows, each time from the start of a row (behind a prompt or mark) to the end
 * of one. Text inside a sentence is a quotation and does not count. A text whose head has scrolled away counts when the
 * rows begin with all the rest of it.
 */
export function countAbove(above: readonly string[], text: string): number {
  const wanted = comparable(text).trimStart()
  if (wanted === '') return 0
  let count = 0
  for (let row = 0; row < above.length; row++) {
    const rows = matchFrom(above, row, wanted)
    if (rows === 0) continue
    count++
    row += rows - 1
  }
  return endsAtTop(above, wanted) ? count + 1 : count
}

/** How many rows the text takes from this one on, or 0. */
function matchFrom(above: readonly string[], row: number, wanted: string): number {
  const isBoxed = LEFT_SIDE.test(above[row] ?? '')
  const inner = (line: string) => (isBoxed ? line.replace(LEFT_SIDE, '').replace(RIGHT_SIDE, '') : line)
  const first = inner(above[row] ?? '')
  // Most rows fail here; only the rest are worth copying what follows them.
  const starts = startsOf(first).filter(start => first[start] === wanted[0])
  if (starts.length === 0) return 0
  const more = above.slice(row + 1, row + 1 + wanted.length).map(inner)
  for (const start of starts) {
    const match = matchWrapped([first.slice(start), ...more], wanted)
    if (match !== undefined && /^(?:$| {2})/u.test(match.rest)) return match.rows
  }
  return 0
}

/** Places in a row where something said may begin. */
function startsOf(row: string): readonly number[] {
  const prompts = [...row.matchAll(PROMPT_END)].map(match => match.index + match[0].length)
  const blank = row.length - row.trimStart().length
  return [...new Set([MARK.exec(row)?.[0].length ?? 0, blank, ...prompts])]
}
