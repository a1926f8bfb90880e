/** Characters that take two columns in a terminal: Chinese, Japanese, Korean, full-width forms and pictures. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}/u
const MARK = /^\p{M}/u

/** A line taken apart at a column of the terminal, for the cursor; past its end there is a blank under the cursor. */
export function cutAtColumn(line: string, column: number): { before: string; under: string; after: string } {
  const characters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment)
  let width = 0
  for (const [index, character] of characters.entries()) {
    const next = width + columnsOf(character)
    if (next > column) {
      return {
        before: characters.slice(0, index).join(''),
        under: character,
        after: characters.slice(index + 1).join(''),
      }
    }
    width = next
  }
  return { before: line + ' '.repeat(Math.max(0, Math.min(column, 1_000) - width)), under: ' ', after: '' }
}

function columnsOf(character: string): number {
  if (MARK.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
