/** A line that is typed rather than pasted is at most this long, in UTF-16 units: the hub's own rule. */
const LONGEST_TYPED_LINE = 400

/** One stretch of what is written to a terminal: words as they are, or a named control. */
export interface ByteRun {
  readonly text: string
  readonly isControl: boolean
}

/**
 * What is written to a terminal for this text, with its controls by name: several lines or one long line go as one
 * bracketed paste, everything else key by key, and Return follows by itself once the text was seen there.
 */
export function showBytes(text: string): { readonly runs: readonly ByteRun[]; readonly size: number } {
  const isPasted = text.includes('\n') || (text.length > LONGEST_TYPED_LINE && !/^[/!]/.test(text))
  const lines = text.split('\n').flatMap((line, index) => [...(index > 0 ? [control('LF')] : []), words(line)])
  const runs = isPasted ? [control('ESC[200~'), ...lines, control('ESC[201~')] : lines
  const size = new TextEncoder().encode(text).length
  return { runs: [...runs, control('CR')].filter(run => run.text !== ''), size }
}

function control(text: string): ByteRun {
  return { text, isControl: true }
}

function words(text: string): ByteRun {
  return { text, isControl: false }
}
