import {
  FLAG_OR_FORBIDDEN,
  LINE_BREAK,
  MAX_MARKS,
  STRAY_JOINER,
  STRAY_SELECTOR,
  SUSPECT_MARKS,
  UNUSUAL,
} from './sanitize-patterns.ts'
import { visibleForm } from './sanitize-points.ts'

/**
 * Where the text goes. `body` is stored and read; `terminal` is typed, and so loses the line breaks at its end: Return
 * is pressed as a step of its own, and text piped from a command would otherwise never be one line.
 */
export type SanitizeMode = 'terminal' | 'body'

export interface Sanitized {
  /** Safe to type, print and store. Line breaks are `\n`; there is no other control character. */
  readonly text: string
  /** How many code points are shown as `\u{...}`. Line breaks and tabs that were only rewritten do not count. */
  readonly replaced: number
}

const TAB = ' '.repeat(4)
const MARK = /\p{M}/u

/**
 * Makes text harmless without cutting anything: what could steer a terminal, hide from a reader or reorder a line is
 * shown as plain ASCII (`\u{1b}`). Sanitising twice changes nothing, and two clean texts side by side are clean, so a
 * sequence split over two messages stays harmless. The steps are in the order that makes this so: each looks only at
 * neighbours that no later step replaces.
 */
export function sanitize(text: string, mode: SanitizeMode): Sanitized {
  if (!UNUSUAL.test(text)) return { text: trimmed(text, mode), replaced: 0 }
  let replaced = 0
  const show = (character: string): string => {
    replaced++
    return visibleForm(character.codePointAt(0) ?? 0)
  }
  const clean = text
    .replace(LINE_BREAK, '\n')
    .replaceAll('\t', TAB)
    .replace(FLAG_OR_FORBIDDEN, match => (match.length > 2 ? match : show(match)))
    .replace(SUSPECT_MARKS, (run, offset: number, whole: string) => capMarks(run, hasBase(whole, offset), show))
    .replace(STRAY_SELECTOR, show)
    .replace(STRAY_JOINER, show)
  return { text: trimmed(clean, mode), replaced }
}

const BLANK = /^[\p{Cc}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u2800]*$/u

/** True when nothing in the text can be seen: it is empty, or holds only controls, blanks and invisible characters. */
export function isOnlyControl(text: string): boolean {
  return BLANK.test(text)
}

/** A mark at the start of a line has nothing to stand on, and would join whatever is put before it. */
function hasBase(text: string, offset: number): boolean {
  return offset > 0 && text[offset - 1] !== '\n'
}

function capMarks(run: string, based: boolean, show: (character: string) => string): string {
  let room = based ? MAX_MARKS : 0
  let result = ''
  for (const character of run) {
    result += !MARK.test(character) || room-- > 0 ? character : show(character)
  }
  return result
}

function trimmed(text: string, mode: SanitizeMode): string {
  if (mode === 'body') return text
  let end = text.length
  while (text[end - 1] === '\n') end--
  return text.slice(0, end)
}
