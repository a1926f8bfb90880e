/**
 * A text as a string literal of an invocation that means exactly this text.
 *
 * Quotes go as `\u0022`, because iTerm2 up to 3.6 leaves the backslash of `\"` in. Control characters, which would not
 * survive otherwise, go the same way.
 */
export function stringLiteral(text: string): string {
  const escaped = text.replaceAll(/[\\"\p{Cc}\u2028\u2029]/gu, character =>
    character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `"${escaped}"`
}

/** A text as an interpolated string that shows exactly this text: a title is one, and evaluates `\(…)`. */
export function interpolatedText(text: string): string {
  return text.replaceAll('\\', '\\\\')
}

/** The call that gives a tab or window a title no program can replace. Empty takes it away. */
export function setTitleCall(title: string): string {
  return `iterm2.set_title(title: ${stringLiteral(interpolatedText(title))})`
}

/** The call that names a session, until its program sets a title. */
export function setNameCall(name: string): string {
  return `iterm2.set_name(name: ${stringLiteral(interpolatedText(name))})`
}

/** The call that tells what is shown beside a session's tab. It belongs to the application, and names the session. */
export function getStatusCall(id: string): string {
  return `iterm2.get_session_status(session_id: ${stringLiteral(id)})`
}
