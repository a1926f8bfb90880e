/** One `{{placeholder}}` of a text, with its place in UTF-16 units. */
export interface Placeholder {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isKnown: boolean
}

/** What each variable stands for, as the completion says it. The hub knows these and no others. */
export const VARIABLE_WORDS = {
  name: 'name of the session',
  dir: 'its working directory',
  branch: 'its git branch',
  group: 'its first group',
  index: 'its place among the targets',
} as const

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g
const WORD = /^[\w-]+$/

/** Every placeholder, in order. Read with the same pattern as the hub, which has the last word. */
export function findPlaceholders(text: string): readonly Placeholder[] {
  return [...text.matchAll(PLACEHOLDER)].map(match => ({
    name: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
    isKnown: Object.hasOwn(VARIABLE_WORDS, match[1] ?? ''),
  }))
}

/** True when the text looks as if its writer meant variables: braces around one word, unlike braces in pasted code. */
export function looksLikeTemplate(text: string): boolean {
  return findPlaceholders(text).some(({ name }) => WORD.test(name))
}

/** A stretch of text: plain, or one placeholder. */
export interface TextPart {
  readonly start: number
  readonly text: string
  readonly look: 'plain' | 'known' | 'unknown'
}

/** The text in one piece after the other, for painting behind it. */
export function cutAtPlaceholders(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const { start, end, isKnown } of findPlaceholders(text)) {
    if (start > at) parts.push({ start: at, text: text.slice(at, start), look: 'plain' })
    parts.push({ start, text: text.slice(start, end), look: isKnown ? 'known' : 'unknown' })
    at = end
  }
  if (at < text.length) parts.push({ start: at, text: text.slice(at), look: 'plain' })
  return parts
}
