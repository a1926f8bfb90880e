/**
 * Characters a terminal would act on, or a person could not see: control and format characters (bidirectional marks,
 * zero-width ones, tags), line separators, private use, lone surrogates, and blanks that look like nothing.
 */
const UNSAFE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u{E0000}-\u{E0FFF}]/gu
/** Nearly all text there is; worth knowing before the slow patterns are even built. */
const PLAIN = /^[\x20-\x7E]*$/
/** A joiner inside an emoji such as a family: the one place where a zero-width character belongs to what is seen. */
const EMOJI_BEFORE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/u
const EMOJI_AFTER = /^\p{Extended_Pictographic}/u
/** More marks on one letter than any language needs climb over the lines above. */
const MARK_FLOOD = /(\p{M}{8})\p{M}+/gu

/**
 * Text from anywhere as one line that is safe to print: what a terminal would act on is shown as `\u{1b}`. Everything
 * that did not come from this program's own source goes through here before it is written for a person.
 */
export function printSafe(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(MARK_FLOOD, '$1').replace(UNSAFE, (character, offset: number, whole: string) => {
    return isEmojiJoiner(character, offset, whole) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}

/** The same for text of several lines: line breaks stay, tabs become spaces. */
export function printSafeLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map(line => printSafe(line.replaceAll('\t', '    ')))
}

/** JSON on one line, with the same characters escaped as JSON escapes them: equal to a parser, harmless to a terminal. */
export function safeJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (PLAIN.test(json)) return json
  return json.replace(UNSAFE, character =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
    }).join(''),
  )
}

function isEmojiJoiner(character: string, offset: number, whole: string): boolean {
  if (character !== '\u200D') return false
  return (
    EMOJI_BEFORE.test(whole.slice(Math.max(0, offset - 2), offset)) &&
    EMOJI_AFTER.test(whole.slice(offset + 1, offset + 3))
  )
}
