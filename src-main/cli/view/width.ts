/** Text of one column per character, our own glyphs among it: the segmenter takes longer to load than a send takes. */
const PLAIN = /^[\x20-\x7E\u00A1-\u00AC\u00AE-\u024F\u2010-\u2027\u2190-\u21FF\u2500-\u25FC\u2713\u2715]*$/
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}\uFE0F\p{Emoji_Presentation}]/u
const ONLY_MARKS = /^[\p{M}\u200B-\u200F\u2060]+$/u

let segmenter: Intl.Segmenter | undefined

/** Columns a line takes on a terminal: two for East Asian wide characters and emoji, none for marks on a letter. */
export function columnsOf(line: string): number {
  if (PLAIN.test(line)) return line.length
  let columns = 0
  for (const grapheme of graphemes(line)) columns += graphemeColumns(grapheme)
  return columns
}

/** The line, cut so that it takes at most `columns`, with `…` at the end when something is missing. */
export function clip(line: string, columns: number): string {
  if (columnsOf(line) <= columns) return line
  return columns <= 0 ? '' : `${takeColumns(graphemes(line), columns - 1).join('')}…`
}

/** The same, cut at its start. */
export function clipStart(line: string, columns: number): string {
  if (columnsOf(line) <= columns) return line
  const backwards = [...graphemes(line)].toReversed()
  return columns <= 0
    ? ''
    : `…${takeColumns(backwards, columns - 1)
        .toReversed()
        .join('')}`
}

function takeColumns(from: Iterable<string>, columns: number): readonly string[] {
  const taken: string[] = []
  let left = columns
  for (const grapheme of from) {
    left -= graphemeColumns(grapheme)
    if (left < 0) break
    taken.push(grapheme)
  }
  return taken
}

export function padTo(line: string, columns: number): string {
  return line + ' '.repeat(Math.max(0, columns - columnsOf(line)))
}

function graphemeColumns(grapheme: string): number {
  if (ONLY_MARKS.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}

function* graphemes(line: string): Generator<string> {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  for (const { segment } of segmenter.segment(line)) yield segment
}
