import { FORBIDDEN, visibleForm } from './sanitize-points.ts'

/** Text without a single match needs no work: printable ASCII and line feeds. */
export const UNUSUAL = /[^\n\x20-\x7e]/

/** Everything a terminal or an editor may take for the end of a line. */
export const LINE_BREAK = /\r\n?|[\v\f\u2028\u2029]/g

/** The flags of England, Scotland and Wales: the only tag sequences that fonts know. */
const FLAG = ['gbeng', 'gbsct', 'gbwls'].map(region => `\\u{1f3f4}${[...region].map(tag).join('')}\\u{e007f}`).join('|')

/** A whole flag, which stays, or one forbidden code point, which does not. */
export const FLAG_OR_FORBIDDEN = new RegExp(
  `${FLAG}|[${FORBIDDEN.map(([first, last]) => `${visibleForm(first)}-${visibleForm(last)}`).join('')}]`,
  'gu',
)

/** A base carries at most this many combining marks; more is a tower that covers the lines above. */
export const MAX_MARKS = 8

/** Runs of marks worth a look: too long, or at the start of a line where they have no base. */
export const SUSPECT_MARKS = new RegExp(
  `[\\p{M}\\u200c\\u200d]{${MAX_MARKS + 1},}|(?<![^\\n])[\\p{M}\\u200c\\u200d]+`,
  'gu',
)

/**
 * Variation selectors where they select nothing: behind ASCII (but for keycaps), a blank, a mark or a joiner, or a
 * Mongolian one behind anything else than a Mongolian letter. A run of them can carry hidden text.
 */
export const STRAY_SELECTOR =
  /(?<![\P{ASCII}--[\p{M}\p{Z}\u200c\u200d]])(?<![0-9#*](?=[\ufe0e\ufe0f]))[\ufe00-\ufe0f]|(?<![\p{sc=Mong}&&\p{L}])[\u180b-\u180d\u180f]/gv

/** Scripts whose spelling needs ZWJ or ZWNJ, by their Unicode names. */
const JOINING_SCRIPTS = [
  ...['Arab', 'Syrc', 'Mand', 'Nkoo', 'Adlm', 'Rohg', 'Mong', 'Phag'],
  ...['Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh'],
  ...['Khmr', 'Mymr', 'Tibt', 'Lana', 'Bali', 'Java', 'Sund', 'Cham', 'Limb', 'Mtei', 'Cakm', 'Newa', 'Sylo', 'Tirh'],
]
const JOINING_LETTER = `[[${JOINING_SCRIPTS.map(script => `\\p{scx=${script}}`).join('')}]&&[\\p{L}\\p{M}]]`
const EMOJI = '\\p{Extended_Pictographic}'

/** Joiners that join nothing: not between two emoji, and not behind a letter or mark of a script that needs them. */
export const STRAY_JOINER = new RegExp(
  `(?<!${JOINING_LETTER})(?:\\u200c|\\u200d(?!${EMOJI})|(?<!${EMOJI}\\p{Emoji_Modifier}?\\ufe0f?)\\u200d)`,
  'gv',
)

function tag(character: string): string {
  return visibleForm(0xe0000 + (character.codePointAt(0) ?? 0))
}
