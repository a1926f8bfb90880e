/** A line that is typed rather than pasted is at most this long, in UTF-16 units. */
const LONGEST_TYPED_LINE = 400

/** True when the text goes as one paste: it has several lines, or one long one. */
export function isPasted(text: string): boolean {
  return text.includes('\n') || (text.length > LONGEST_TYPED_LINE && !isModeSwitch(text))
}

/** A first character that switches the program's mode: a command, typed raw. */
function isModeSwitch(text: string): boolean {
  return text.startsWith('/') || text.startsWith('!')
}
