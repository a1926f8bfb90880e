import { comparable, matchWrapped } from './wrapped-text.ts'

/** Fewer filled rows, or fewer characters, could be the end of some other text. */
const LEAST_ROWS = 3
const LEAST_LENGTH = 60

/**
 * True when the rows begin in the middle of the text and hold all the rest of it: a text longer than the screen, whose
 * head has scrolled away. `wanted` is `comparable`.
 */
export function endsAtTop(above: readonly string[], wanted: string): boolean {
  const top = above.findIndex(row => row.trim() !== '')
  const rows = above.slice(Math.max(0, top))
  const first = comparable(rows[0] ?? '').trimStart()
  if (first === '') return false
  // No more can be on the screen than it has room for; a text of many equal lines would be compared for ever.
  const room = rows.reduce((sum, row) => sum + row.length + 1, 0)
  const end = wanted.slice(-room)
  for (let at = end.indexOf(first); at !== -1; at = end.indexOf(first, at + 1)) {
    const length = end.length - at
    if (length >= LEAST_LENGTH && length < wanted.length && holdsRest(rows, first, end.slice(at))) return true
  }
  return false
}

function holdsRest(rows: readonly string[], first: string, rest: string): boolean {
  const match = matchWrapped([first, ...rows.slice(1)], rest)
  if (match === undefined || match.rest.trim() !== '') return false
  return rows.slice(0, match.rows).filter(row => row.trim() !== '').length >= LEAST_ROWS
}
