import type { PaletteItem } from './palette-item.ts'

export type Prefix = '>' | '@' | '#' | '?' | ''

/** The prefix that narrows the list, and the words behind it. */
export function readQuery(text: string): { readonly prefix: Prefix; readonly words: string } {
  const first = text.trimStart().at(0)
  if (first !== '>' && first !== '@' && first !== '#' && first !== '?') return { prefix: '', words: text.trim() }
  return { prefix: first, words: text.trimStart().slice(1).trim() }
}

export function belongsTo({ section, prefix: own }: PaletteItem, prefix: Prefix): boolean {
  switch (prefix) {
    case '':
      return section !== 'help'
    case '>':
      return section === 'commands' || (section === 'selection' && own === undefined)
    case '@':
    case '#':
      return own === prefix
    case '?':
      return section === 'help'
  }
}
