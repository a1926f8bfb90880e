/**
 * One argument of a tmux command, so that tmux's own parser gives back exactly this text.
 *
 * Inside single quotes nothing is special to tmux: no `$`, `~`, `;`, `#{}`, `%if` or backslash. Only the single quote
 * itself and what would end the line are written outside of them.
 *
 * @throws Error when the text holds a NUL, which no tmux command can carry
 */
export function quoteArgument(text: string): string {
  if (text.includes('\0')) throw new Error('a NUL cannot be part of a tmux command')
  return (
    text
      .split(/(['\n\r]+)/)
      .map(quotePart)
      .join('') || "''"
  )
}

/** Odd parts are runs of what single quotes cannot hold. */
function quotePart(part: string, index: number): string {
  if (part === '') return ''
  return index % 2 === 0 ? `'${part}'` : `"${part.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`
}

/** Joins words to one command; every word is quoted, so none is taken for a separator. */
export function command(...words: readonly string[]): string {
  return words.map(quoteArgument).join(' ')
}

/** Commands that run one after another in one step of the server. When one fails the rest is not run. */
export function sequence(...commands: readonly string[]): string {
  return commands.join(' ; ')
}

/**
 * Text that a tmux format leaves as it is.
 *
 * A `#` starts an expansion and is doubled, except before `[`: that is a style mark, which tmux copies with all its `#`
 * wherever it does not draw.
 */
export function escapeFormat(text: string): string {
  return text.replaceAll(/#+(\[?)/g, (marks, bracket) => (bracket === '[' ? marks : marks + marks))
}
