import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../architecture/source-tree.ts'

/** Pages for people who use the program. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs', 'guide'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/guide/${name}`),
]

export function readPage(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** The part of a page below a heading, up to the next heading of any level. */
export function sectionOf(page: string, heading: string): string {
  const parts = page.split(/^(?=#+ )/m)
  const section = parts.find(part => part.split('\n')[0]?.replace(/^#+ /, '') === heading)
  if (section === undefined) throw new Error(`no section "${heading}"`)
  return section
}

/** Rows of the tables in a text whose first cell is one word of code: the cells, that word first without its marks. */
export function codeRows(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter(line => /^\| `[^`]+` \|/.test(line))
    .map(line => line.slice(1, -1).split(/(?<!\\)\|/))
    .map(cells => cells.map(cell => cell.trim()))
    .map(([first = '', ...rest]) => [first.replaceAll('`', ''), ...rest])
}

/** Blocks of code in a language, as they stand. */
export function codeBlocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(/^```(\w*)\n(.*?)^```/gms)]
    .filter(([, named]) => named === language)
    .map(([, , code = '']) => code)
}
