/** Longest text shown in a menu, a notification or beside the tray, in characters. */
const LONGEST = 120

/** Control characters, marks that turn the direction of writing, and what is there but not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]+/gu

/** Names come from programs: on one line, without characters that hide or turn text, and not too long. */
export function plainText(text: string): string {
  const seen = [...text.replaceAll(UNSEEN, ' ').replaceAll(/ {2,}/gu, ' ').trim()]
  return seen.length <= LONGEST ? seen.join('') : `${seen.slice(0, LONGEST - 1).join('')}…`
}
