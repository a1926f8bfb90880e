export interface CompletionLine {
  /** Whole words behind `comms`, before the one being typed. */
  readonly words: readonly string[]
  /** The word being typed; empty after a blank. */
  readonly current: string
}

/** Splits the line of a shell as far as completion needs: blanks, with quotes around words that hold some. */
export function readLine(line: string): CompletionLine {
  const words = Array.from(line.matchAll(/"([^"]*)"?|'([^']*)'?|([^\s"']+)/g), ([, double, single, plain]) => {
    return double ?? single ?? plain ?? ''
  })
  const isBetween = line === '' || /\s$/.test(line)
  const current = isBetween ? '' : (words.pop() ?? '')
  return { words: words.slice(1), current: words.length === 0 ? '' : current }
}
