import uFuzzy from '@leeoniya/ufuzzy'
import type { PaletteItem } from './palette-item.ts'

/** Names are in any language: letters are what Unicode calls letters. */
const fuzzy = new uFuzzy({
  unicode: true,
  interSplit: String.raw`[^\p{L}\d']+`,
  intraSplit: String.raw`\p{Ll}\p{Lu}`,
  intraBound: String.raw`\p{L}\d|\d\p{L}|\p{Ll}\p{Lu}`,
  intraChars: String.raw`[\p{L}\d']`,
  intraContr: String.raw`'\p{L}{1,2}\b`,
  intraIns: 1,
})

/** Found rows beyond this are not worth reading through: another letter finds them sooner, and each costs each key time. */
const MOST = 30

/** As many stand there before a word is typed. */
const MOST_UNASKED = 200

/** Nobody types more to find something; a text pasted by mistake would keep the page busy for seconds. */
const LONGEST = 80

/** Items that fit the words, best first. Without words: as they come. */
export function rank(items: readonly PaletteItem[], typed: string): readonly PaletteItem[] {
  const words = typed.slice(0, LONGEST)
  if (words === '') return items.slice(0, MOST_UNASKED)
  const texts = items.map(({ title, note }) => `${title} ${note}`)
  const [found, , order] = fuzzy.search(texts, words, 1, 1_000)
  // Words without a single letter, such as `~/`, are looked for as they stand.
  if (found === null) return items.filter((_, place) => texts[place]?.includes(words)).slice(0, MOST)
  const places = order === null || order === undefined ? found : order.map(place => found[place] ?? 0)
  return places.slice(0, MOST).flatMap(place => items[place] ?? [])
}
