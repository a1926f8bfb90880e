import type { ScriptOutput, ScriptRun } from '#contract/script.ts'

/** The sixteen colours and weights: the only sequences of a script that reach the console. */
// eslint-disable-next-line no-control-regex
const COLOUR = /\u001B\[(?:(?:0|1|2|3|4|7|9|2[2-4]|27|29|3[0-79]|4[0-79]|9[0-7]|10[0-7])(?:;(?!m)|(?=m))){0,8}m/g
/** What a terminal would act on: everything else a script wrote is shown as a mark. */
const ACTIVE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * Output as the console may show it: text, line ends, tabs and colours. No sequence of a script can move the cursor,
 * set a title, touch the clipboard, ask the terminal anything or hide what was written before.
 */
function consoleText(text: string): string {
  const parts: string[] = []
  let from = 0
  for (const match of text.matchAll(COLOUR)) {
    parts.push(showMarks(text.slice(from, match.index)), match[0])
    from = match.index + match[0].length
  }
  return [...parts, showMarks(text.slice(from))].join('')
}

function showMarks(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(ACTIVE, character => `‹${(character.codePointAt(0) ?? 0).toString(16)}›`)
    .replaceAll('\n', '\r\n')
}

/** Pieces with a heading wherever another start goes on writing. */
export function consoleLines(pieces: readonly ScriptOutput[], run: ScriptRun, last: number | null): string {
  let place = last
  return pieces
    .map(piece => {
      const name = run.results[piece.place]?.target?.name
      const isNew = run.results.length > 1 && piece.place !== place
      place = piece.place
      const heading = isNew && name !== undefined ? `\u001B[0;2m── ${consoleText(name)}\u001B[0m\r\n` : ''
      const text = consoleText(piece.text)
      return heading + (piece.stream === 'stderr' ? `\u001B[31m${text}\u001B[0m` : text)
    })
    .join('')
}
