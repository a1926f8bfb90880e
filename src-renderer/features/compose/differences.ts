import { cutAtPlaceholders } from './variables.ts'

/** A stretch of what one target gets; `differs` where its words come from a variable. */
export interface FilledPart {
  readonly start: number
  readonly text: string
  readonly differs: boolean
}

/**
 * Finds in a filled text the stretches that variables stood for, by looking for what stands between them, in order.
 * One plain part when the template does not explain the text (the hub shows control characters as words).
 */
export function findFilled(template: string, filled: string): readonly FilledPart[] {
  const pieces = cutAtPlaceholders(template)
  const parts: FilledPart[] = []
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    const end = piece.look === 'plain' ? at + piece.text.length : endOfValue(pieces, index, filled, at)
    if (end < at || end > filled.length) return whole(filled)
    if (piece.look === 'plain' && !filled.startsWith(piece.text, at)) return whole(filled)
    if (end > at) parts.push({ start: at, text: filled.slice(at, end), differs: piece.look !== 'plain' })
    at = end
  }
  return at === filled.length ? parts : whole(filled)
}

/** Where the value at this piece ends: where the next plain piece begins, or with the text; -1 when it never does. */
function endOfValue(pieces: ReturnType<typeof cutAtPlaceholders>, index: number, filled: string, at: number): number {
  const next = pieces.slice(index + 1).find(piece => piece.look === 'plain')
  if (next === undefined) return filled.length
  return next === pieces.at(-1) ? filled.length - next.text.length : filled.indexOf(next.text, at)
}

function whole(text: string): readonly FilledPart[] {
  return text === '' ? [] : [{ start: 0, text, differs: false }]
}
