import { HubError } from '#contract/errors.ts'

/** How AppleScript writes the characters that cannot stand in a string literal as they are. */
const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Characters no argument can carry: NUL ends it, and half of a surrogate pair is no text. */
const NOT_TEXT = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/**
 * Text as an AppleScript string literal that means exactly this text. The only way text gets into a script; it stands in
 * an argument list, so nothing secret may go through it.
 *
 * @throws HubError `bad_request` for text that no argument can carry
 */
export function appleScriptLiteral(text: string): string {
  if (NOT_TEXT.test(text)) {
    throw new HubError('bad_request', 'The text holds a NUL or half a character, which AppleScript cannot take')
  }
  return `"${text.replaceAll(/["\\\n\r\t]/g, character => ESCAPES[character] ?? character)}"`
}
