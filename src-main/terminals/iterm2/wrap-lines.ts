/** East Asian wide and full-width characters, and emoji: two cells each. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u

/** Cuts a line into the rows it takes on a screen of this width, trailing blanks and control characters removed. */
export function wrapToWidth(line: string, columns: number): readonly string[] {
  const rows: string[] = []
  let row = ''
  let cells = 0
  for (const character of line.replaceAll(/\p{Cc}/gu, ' ')) {
    const width = widthOf(character)
    if (cells + width > columns && cells > 0) {
      rows.push(row)
      row = ''
      cells = 0
    }
    row += character
    cells += width
  }
  return [...rows, row].map(each => each.replace(/ +$/, ''))
}

function widthOf(character: string): number {
  if (WITHOUT_WIDTH.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
