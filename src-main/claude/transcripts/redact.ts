/** A longer line, in bytes, is a file or a dump and not talk: its place is kept, its words are not shown. */
const LONGEST_LINE = 4_096
/** What a caller is shown of one text altogether, in bytes, unless the whole was asked for. */
const LONGEST_TEXT = 65_536

/** The text with the lines that are too long left out, each said to be so. */
export function redactLines(text: string): string {
  if (text.length * 3 <= LONGEST_LINE) return text
  const shown = text.split('\n').map(redactWhole).join('\n')
  const bytes = Buffer.from(shown)
  if (bytes.length <= LONGEST_TEXT) return shown
  // Cut at a line end, so never inside a character.
  const end = bytes.lastIndexOf('\n', LONGEST_TEXT)
  return `${bytes.subarray(0, end).toString('utf8')}\n${leftOut(bytes.length - end)}`
}

/** What a tool was given or gave back counts as one line, whatever line ends are in it. */
export function redactWhole(text: string): string {
  const bytes = Buffer.byteLength(text)
  return bytes <= LONGEST_LINE ? text : leftOut(bytes)
}

function leftOut(bytes: number): string {
  return `[${bytes} bytes left out]`
}
