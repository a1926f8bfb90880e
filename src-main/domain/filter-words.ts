import type { FilterValue } from './filter-terms.ts'

/** Longer texts are compared by their start; names, paths and branches never are, and a glob's work stays bounded. */
const COMPARED_LENGTH = 4_096

/** The form in which texts are compared: macOS writes accents in file names differently from everybody else. */
function fold(text: string): string {
  return text.slice(0, COMPARED_LENGTH).normalize('NFC').toLowerCase()
}

/** True when any field equals the word, or fits the glob. */
export function anyEquals(value: FilterValue, fields: readonly string[]): boolean {
  if (value.kind === 'word') return fields.some(field => fold(field) === fold(value.text))
  return value.kind === 'glob' && fields.some(field => fitsGlob(fold(value.text), fold(field)))
}

/** True when any field contains the text. */
export function anyIncludes(text: string, fields: readonly string[]): boolean {
  const wanted = fold(text)
  return fields.some(field => fold(field).includes(wanted))
}

/**
 * Like `anyEquals`; of a long id four or more characters of its start or its end are enough. People copy the start from
 * lists, and the end is the short id that messages show.
 */
export function anyIdEquals(value: FilterValue, ids: readonly string[]): boolean {
  if (anyEquals(value, ids)) return true
  const part = value.kind === 'word' ? fold(value.text) : ''
  const longIds = ids.filter(id => /^[0-9a-f-]{36}$/i.test(id)).map(fold)
  return part.length >= 4 && longIds.some(id => id.startsWith(part) || id.endsWith(part))
}

/**
 * True when `cwd` is the folder or inside it, segment by segment: `~/src` holds `~/src/web` and not `~/src-old`. A
 * folder that is neither absolute nor begins with `~` may stand anywhere in the path.
 */
export function isInFolder(folder: string, cwd: string, home: string): boolean {
  const wanted = segments(/^~(\/|$)/.test(folder) ? home + folder.slice(1) : folder)
  const path = segments(cwd)
  if (/^[/~]/.test(folder)) return cwd.startsWith('/') && startsAt(path, wanted, 0)
  return wanted.length > 0 && path.some((_, at) => startsAt(path, wanted, at))
}

function startsAt(path: readonly string[], wanted: readonly string[], at: number): boolean {
  return wanted.every((segment, index) => path[at + index] === segment)
}

/** Names on the way down, `.` and `..` resolved. */
function segments(path: string): readonly string[] {
  const result: string[] = []
  for (const segment of path.slice(0, COMPARED_LENGTH).normalize('NFC').split('/')) {
    if (segment === '..') result.pop()
    else if (segment !== '' && segment !== '.') result.push(segment)
  }
  return result
}

/** `*` stands for any text. Returns to the last `*` only, which is enough and keeps the work within a product. */
function fitsGlob(glob: string, text: string): boolean {
  let atGlob = 0
  let atText = 0
  let star = -1
  let resume = 0
  while (atText < text.length) {
    if (glob[atGlob] === '*') {
      star = atGlob++
      resume = atText
    } else if (glob[atGlob] === text[atText]) {
      atGlob++
      atText++
    } else if (star >= 0) {
      atGlob = star + 1
      atText = ++resume
    } else return false
  }
  return /^\**$/.test(glob.slice(atGlob))
}
