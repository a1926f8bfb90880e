/**
 * The same send for the command line. Targets and text are quoted for a POSIX shell, where nothing between single
 * quotes means anything.
 */
export function asCommand(targets: readonly string[], body: string): string {
  const to = targets.map(quote).join(' ')
  // A lone dash means "read from standard input" there.
  if (body === '-') return `printf %s - | comms send ${to} -- -`
  return `comms send ${to} -- ${alwaysQuote(body)}`
}

function quote(word: string): string {
  return /^[\w@./:%+,-]+$/.test(word) ? word : alwaysQuote(word)
}

function alwaysQuote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
