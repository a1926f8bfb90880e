// How wide text is in a terminal, and where it wraps.

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]/u

/** Cells that one character takes: 0, 1 or 2. */
export function cellsOf(character) {
  if (character.charCodeAt(0) < 0x300) return 1
  if (NO_WIDTH.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Cells that a whole text takes. */
export function width(text) {
  let cells = 0
  for (const character of text) cells += cellsOf(character)
  return cells
}

/** Rows of at most `columns` cells, cut wherever the row is full, also in the middle of a word. */
export function wrap(text, columns) {
  const rows = []
  let row = ''
  let cells = 0
  for (const character of text) {
    const more = cellsOf(character)
    if (cells + more > columns) {
      rows.push(row)
      row = ''
      cells = 0
    }
    row += character
    cells += more
  }
  rows.push(row)
  return rows
}
