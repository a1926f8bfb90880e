/**
 * Compares text with screen rows. Every row end may be a newline of the text, a blank that the program dropped when it
 * wrapped between words, or nothing, when it wrapped inside one. Nothing else may differ.
 */

/** How many rows the text took, and what stands behind it in the last of them. */
export interface WrappedMatch {
  readonly rows: number
  readonly rest: string
}

/** Blanks that fill more than this may take rows of their own. */
const LONG_BLANK = 20

/** Marks on one letter that every terminal has room for; tmux keeps 21 bytes in a cell and drops the rest. */
const MANY_MARKS = /(\p{M}{4})\p{M}+/gu

/** Text in the form screens can be compared in: a terminal may keep or drop what has no width. */
export function comparable(text: string): string {
  return text
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[\p{Cf}\ufe0e\ufe0f]/gu, '')
    .replaceAll(MANY_MARKS, '$1')
    .trimEnd()
}

/** Matches text (already `comparable`) from the start of the first row; undefined when it differs or is not all there. */
export function matchWrapped(rows: readonly string[], text: string): WrappedMatch | undefined {
  let at = 0
  let breaks = 0
  for (const [index, raw] of rows.entries()) {
    // The first row begins where the text does, so its blanks count; later rows may be indented.
    const row = index === 0 ? comparable(raw) : comparable(raw).trimStart()
    if (row === '' && index > 0) {
      breaks++
      continue
    }
    if (index > 0) {
      const next = skipBreak(text, at, breaks + 1)
      if (next === undefined) return undefined
      at = next
      breaks = 0
    }
    const left = text.slice(at)
    if (row.startsWith(left)) return { rows: index + 1, rest: row.slice(left.length) }
    if (!left.startsWith(row)) return undefined
    at += row.length
  }
  return undefined
}

/** The place behind the blanks at a row end, when they can have made so many row ends. */
function skipBreak(text: string, at: number, breaks: number): number | undefined {
  const blank = /^\s*/u.exec(text.slice(at, at + 10_000))?.[0] ?? ''
  const newlines = blank.split('\n').length - 1
  const most = newlines + 1 + Math.floor(blank.length / LONG_BLANK)
  return breaks >= newlines && breaks <= most ? at + blank.length : undefined
}
