/** First and last code point of a range, both included. */
export type CodePointRange = readonly [first: number, last: number]

/**
 * Code points that never survive sanitising, wherever they stand. Written as numbers and not as Unicode properties, so
 * that a hub, a command line and another hub with different Unicode tables agree.
 *
 * Line feed is missing on purpose. Tags (U+E0020-E007F) are here; the three flags made of them are let through before
 * this table is asked.
 */
export const FORBIDDEN: readonly CodePointRange[] = [
  [0x0000, 0x0009], // C0 up to TAB
  [0x000b, 0x001f], // C0 behind line feed, with ESC
  [0x007f, 0x009f], // DEL and C1, with the 8-bit CSI
  [0x00ad, 0x00ad], // soft hyphen
  [0x061c, 0x061c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5], // Khmer vowels without a shape
  [0x180e, 0x180e], // Mongolian vowel separator
  [0x200b, 0x200b], // zero width space
  [0x200e, 0x200f], // left-to-right and right-to-left marks
  [0x2028, 0x202e], // line and paragraph separators, bidi embeddings and overrides
  [0x2060, 0x206f], // word joiner, invisible operators, bidi isolates, old format controls
  [0x3164, 0x3164], // Hangul filler
  [0xd800, 0xdfff], // surrogates that stand alone
  [0xe000, 0xf8ff], // private use
  [0xfdd0, 0xfdef], // noncharacters
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0], // halfwidth Hangul filler
  [0xfff0, 0xfffb], // unassigned invisibles, interlinear annotation
  [0xfffe, 0xffff],
  [0x1bca0, 0x1bca3], // shorthand format controls
  [0x1d173, 0x1d17a], // musical format controls
  ...noncharactersOfPlanes(1, 13),
  [0xe0000, 0xe0fff], // tags, variation selectors 17-256, unassigned invisibles
  ...noncharactersOfPlanes(14, 14),
  [0xf0000, 0x10ffff], // private use, with the last noncharacters
]

/** How a replaced code point is shown: plain ASCII, at most ten characters. */
export function visibleForm(codePoint: number): string {
  return `\\u{${codePoint.toString(16)}}`
}

function noncharactersOfPlanes(first: number, last: number): CodePointRange[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const plane = (first + index) * 0x10000
    return [plane + 0xfffe, plane + 0xffff]
  })
}
