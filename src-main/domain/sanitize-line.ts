import { sanitize } from './sanitize-text.ts'

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u
const NO_WIDTH = /[\p{Mn}\p{Me}\u200c\u200d]/u
/** Makes an emoji of the character before it, which may then be a column wider. */
const EMOJI_STYLE = '\ufe0f'

/**
 * Text as one line that is safe to print in a command line or a log: sanitised, line breaks shown as `\n`, and cut
 * with `…` when it would be wider than `maxColumns` terminal columns. The width is never less than what a terminal
 * shows, so a table stays straight.
 */
export function visibleLine(text: string, maxColumns?: number): string {
  const line = sanitize(affordable(text, maxColumns), 'body').text.replaceAll('\n', '\\n')
  return maxColumns === undefined ? line : fit(line, maxColumns)
}

/** A hostile text of a megabyte must not cost a megabyte for a column of 40. Marks and joiners are why it is not 1:1. */
function affordable(text: string, maxColumns: number | undefined): string {
  return maxColumns === undefined ? text : text.slice(0, maxColumns * 32 + 32)
}

function fit(line: string, maxColumns: number): string {
  let width = 0
  let kept = ''
  // What still fits when the ellipsis needs its own column.
  let keptBeforeEllipsis = ''
  for (const character of line) {
    width += columnsOf(character)
    if (width > maxColumns) return maxColumns < 1 ? '' : `${keptBeforeEllipsis}…`
    kept += character
    if (width < maxColumns) keptBeforeEllipsis = kept
  }
  return kept
}

function columnsOf(character: string): number {
  if (character === EMOJI_STYLE) return 1
  if (NO_WIDTH.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
